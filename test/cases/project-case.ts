import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { exportContract } from '../../src/run/export-contract.js';
import type { RunOptions } from '../../src/run/context.js';
import { runProject } from '../../src/run/project-run.js';
import type { Exportable, PublishedRun } from '../../src/run/results.js';
import type { RunManifest } from '../../src/run/manifest.js';
import { assetPath } from '../../src/config/package-root.js';

export const CASES_FOLDER = assetPath('fixtures', 'cases');

/** A night of a published case. */
export type CaseRun = PublishedRun & { readonly manifest: RunManifest };

/** A private copy of a case's input; the key lies beside it, as YINGBAO_KEY_FILE allows. */
export interface CaseProject {
  readonly folder: string;
  /** The options that a run would have here. */
  options(overrides?: Partial<RunOptions>): RunOptions;
  run(overrides?: Partial<RunOptions>): Promise<CaseRun>;
  /** Lays the files of `input-<night>` over the project. */
  overlay(night: number): void;
  close(): void;
}

export const FIXED_KEY = '5a'.repeat(32);
export const FIXED_NOW = new Date('2026-11-01T02:30:00Z');

/** Copies `fixtures/cases/<name>/input` into a temporary project. */
export function openCase(name: string): CaseProject {
  return openProject(join(CASES_FOLDER, name, 'input'), (night) =>
    join(CASES_FOLDER, name, `input-${night}`),
  );
}

/** Copies a folder into a temporary project with a fixed secret key and a fixed clock. */
export function openProject(
  input: string,
  overlayFolder: (night: number) => string = () => input,
): CaseProject {
  const room = mkdtempSync(join(tmpdir(), 'yingbao-case-'));
  const folder = join(room, 'project');
  const keyFile = join(room, 'secret.key');
  cpSync(input, folder, { recursive: true, preserveTimestamps: true });
  writeFileSync(keyFile, `${FIXED_KEY}\n`, { mode: 0o600 });
  const options = (overrides: Partial<RunOptions> = {}): RunOptions => ({
    projectFolder: folder,
    now: () => FIXED_NOW,
    environment: { YINGBAO_KEY_FILE: keyFile },
    listener: () => undefined,
    ...overrides,
  });
  return {
    folder,
    options,
    run: (overrides) => runProject(options(overrides)),
    overlay: (night) => {
      cpSync(overlayFolder(night), folder, { recursive: true });
    },
    close: () => {
      rmSync(room, { recursive: true, force: true });
    },
  };
}

/** A case after its first night, and what that night gave. */
export interface CaseAfterNight {
  readonly project: CaseProject;
  readonly first: CaseRun;
}

/** Runs the first night of a case once for all tests of a file; each call gives a copy of its own to go on from. */
export function firstNight(name: string): () => CaseAfterNight {
  let night: CaseAfterNight | undefined;
  beforeAll(async () => {
    const project = openCase(name);
    night = { project, first: await project.run() };
  });
  afterAll(() => night?.project.close());
  return () => {
    if (night === undefined) throw new Error(`the first night of ${name} was not run`);
    const { project, first } = night;
    const copy = openProject(project.folder, (later) => join(CASES_FOLDER, name, `input-${later}`));
    return { project: copy, first: { ...first, folder: join(copy.folder, 'runs', first.runId) } };
  };
}

/** Rows of a published contract as text cells; NULL is empty. */
export async function contractRows(
  projectFolder: string,
  contract: Exportable,
  runId?: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const all: Record<string, string>[] = [];
  await exportContract(
    { projectFolder, contract, ...(runId === undefined ? {} : { runId }) },
    (rows, columns) => {
      for (const row of rows) {
        all.push(Object.fromEntries(columns.map((column) => [column, cellText(row[column])])));
      }
    },
  );
  return all;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** Every file below a folder, relative, sorted. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export function readText(...parts: readonly string[]): string {
  return readFileSync(join(...parts), 'utf8');
}
