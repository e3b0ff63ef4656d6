import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.js';
import { YingbaoError } from '../../src/model/errors.js';
import {
  CASES_FOLDER,
  contractRows,
  filesBelow,
  openCase,
  readText,
  type CaseProject,
  type CaseRun,
} from './project-case.js';

// UPDATE_CASES=1 writes what came out instead of comparing: read the difference before you believe it.
const UPDATE = process.env['UPDATE_CASES'] === '1';
const OTHERS = /^ingest-/;

/** The rules that these cases are about (and M90, a rule of a project); others have tests of their own. */
const RULES: readonly string[] = ['D05', 'M01', 'M03', 'M04', 'M07', 'M90', 'W01', 'W02', 'W03', 'W07'];

const names = readdirSync(CASES_FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHERS.test(entry.name))
  .map((entry) => entry.name)
  .sort();
const refusals = names.filter((name) => existsSync(join(CASES_FOLDER, name, 'expected', 'error.json')));
const published = names.filter((name) => !refusals.includes(name));

/** What a refusal has to be; `message` lists pieces that the message must hold. */
interface ExpectedError {
  readonly class: string;
  readonly code: string;
  readonly exitCode: number;
  readonly file?: string;
  readonly line?: number;
  readonly message?: readonly string[];
}

describe('published cases', () => {
  it.each(published)('%s', async (name) => {
    const project = openCase(name);
    try {
      for (const night of nights(name)) {
        if (night > 1) project.overlay(night);
        const run = await project.run({ keepGoing: keepsGoing(name, night) });
        assertWhole(project, run);
        await assertListed(project, run);
        await compareNight(name, night, project, run);
      }
    } finally {
      project.close();
    }
  });
});

describe('refused cases', () => {
  it.each(refusals)('%s', async (name) => {
    const expected = JSON.parse(readText(CASES_FOLDER, name, 'expected', 'error.json')) as ExpectedError;
    const project = openCase(name);
    try {
      const before = filesBelow(project.folder);
      const error = await project.run().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(YingbaoError);
      const { class: errorClass, code, file, line, message, hint } = error as YingbaoError;
      expect({ class: errorClass, code, exitCode: exitCodeOf(error), file, line }).toEqual({
        class: expected.class,
        code: expected.code,
        exitCode: expected.exitCode,
        file: expected.file,
        line: expected.line ?? (expected.class === 'configuration' ? line : undefined),
      });
      for (const piece of expected.message ?? []) expect(message).toContain(piece);
      expect(hint, 'what to do').toBeTruthy();
      assertNothingPublished(project, before, expected);
    } finally {
      project.close();
    }
  });
});

describe('the cases themselves', () => {
  it.each(names)('%s explains itself', (name) => {
    const readme = readText(CASES_FOLDER, name, 'README.md').trim().split('\n');
    expect(readme[0]).toBe(`# ${name}`);
    expect(readme.slice(2).filter((line) => line !== '').length).toBeGreaterThanOrEqual(3);
  });

  it('holds no number of a region that was ever assigned', () => {
    const numbers = names.flatMap((name) =>
      filesBelow(join(CASES_FOLDER, name))
        .filter((file) => file.endsWith('.csv'))
        .flatMap((file) =>
          [...readText(CASES_FOLDER, name, file).matchAll(/\d{17}[\dX]/g)].map(([id]) => id),
        ),
    );
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((id) => !id.startsWith('350589'))).toEqual([]);
  });
});

function nights(name: string): readonly number[] {
  const more = readdirSync(join(CASES_FOLDER, name)).flatMap(
    (entry) => /^input-(\d)$/.exec(entry)?.[1] ?? [],
  );
  return [1, ...more.map(Number).sort((a, b) => a - b)];
}

/** `options.json` names the nights with --keep-going. */
function keepsGoing(name: string, night: number): boolean {
  if (!existsSync(join(CASES_FOLDER, name, 'options.json'))) return false;
  const options = JSON.parse(readText(CASES_FOLDER, name, 'options.json')) as { keepGoing: number[] };
  return options.keepGoing.includes(night);
}

async function compareNight(name: string, night: number, project: CaseProject, run: CaseRun): Promise<void> {
  const expected = join(CASES_FOLDER, name, 'expected');
  const suffix = night === 1 ? '' : `-${night}`;
  const actual: Readonly<Record<string, string>> = {
    [`findings${suffix}.csv`]: await findingsText(project.folder),
    [`links${suffix}.csv`]: await linksText(project.folder),
    [`rejects${suffix}.csv`]: await rejectsText(project.folder),
    ...(run.manifest.exitStatus === 'partial'
      ? { [`unchecked${suffix}.csv`]: await findingsText(project.folder, 'unchecked') }
      : {}),
    [`run${suffix}.json`]: `${JSON.stringify(manifestPart(run), null, 2)}\n`,
  };
  mkdirSync(expected, { recursive: true });
  for (const [file, text] of Object.entries(actual)) {
    if (UPDATE) writeFileSync(join(expected, file), text);
    expect(text, file).toBe(readText(expected, file));
  }
}

async function findingsText(
  folder: string,
  contract: 'findings' | 'unchecked' = 'findings',
): Promise<string> {
  const columns = [
    'rule_id',
    'kind',
    'severity',
    'confidence',
    'status',
    'name',
    'masked_id',
    'episode',
    'reason_zh',
    'amount',
    'sources',
  ];
  const rows = (await contractRows(folder, contract)).filter(ofOurRules).map((row) => ({
    ...row,
    sources: sourcesText(row['sources'] ?? '[]'),
  }));
  return table(columns, rows);
}

function ofOurRules(row: Readonly<Record<string, string>>): boolean {
  return RULES.includes(row['rule_id'] ?? '');
}

/** `disability exports/残疾人证.csv:3 + death exports/死亡.csv:2`. */
function sourcesText(json: string): string {
  const sources = JSON.parse(json) as { registry: string; file: string; line: number }[];
  return sources.map(({ registry, file, line }) => `${registry} ${file}:${line}`).join(' + ');
}

/** Without weights: they belong to the model, which may be trained anew. */
async function linksText(folder: string): Promise<string> {
  const columns = [
    'left_registry',
    'left_file',
    'left_line',
    'right_registry',
    'right_file',
    'right_line',
    'class',
  ];
  return table(columns, await contractRows(folder, 'links'));
}

async function rejectsText(folder: string): Promise<string> {
  return table(['file', 'line', 'code', 'column', 'message'], await contractRows(folder, 'rejects'));
}

/** What of the manifest does not hang on program, model or machine. */
function manifestPart({ manifest, runId }: CaseRun): unknown {
  return {
    runId,
    asOf: manifest.asOf,
    ...(manifest.exitStatus === 'partial' ? { setAside: manifest.setAside } : {}),
    registries: manifest.registries.map(({ registry, kind, asOf, records, rejected, exports }) => ({
      registry,
      kind,
      asOf,
      records,
      rejected,
      encodings: exports.map(({ encoding }) => encoding),
    })),
    rulesRun: manifest.rules
      .filter(({ id }) => RULES.includes(id))
      .map(({ id, refused }) => (refused === 0 ? id : `${id} refused ${refused}`)),
    skippedRules: manifest.skippedRules.filter(({ id }) => RULES.includes(id)),
  };
}

function table(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  const sorted = cells.sort((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1));
  return stringify([[...columns], ...sorted]);
}

/** What holds for every published run: counts that add up, files that are there, nothing half written. */
function assertWhole(project: CaseProject, run: CaseRun): void {
  for (const registry of run.manifest.registries) {
    for (const one of registry.exports) expect(one.scanned, one.file).toBe(one.loaded + one.rejected);
  }
  const files = filesBelow(run.folder);
  expect(files.filter((file) => file !== 'run.json')).toEqual(Object.keys(run.manifest.outputs).sort());
  const left = filesBelow(project.folder).filter((file) => /\.part-|\.partial-|scratch/.test(file));
  expect(left).toEqual([]);
  expect(JSON.parse(readText(project.folder, 'runs', 'current.json'))).toEqual({ runId: run.runId });
}

/** Every open finding stands on exactly one worklist, and nothing else does. */
async function assertListed(project: CaseProject, run: CaseRun): Promise<void> {
  const open = (await contractRows(project.folder, 'findings'))
    .filter((row) => row['status'] !== 'resolved' && row['status'] !== 'suppressed')
    .map((row) => row['finding_id']);
  const listed = run.manifest.worklists.flatMap(({ file }) =>
    [...readText(run.folder, 'worklists', file).matchAll(/^\d+,(F[0-9A-F]{24}),/gm)].map(([, id]) => id),
  );
  expect(listed.sort()).toEqual(open.sort());
}

/** A refusal leaves no run, no result of a later stage, and no snapshot of the registry that is broken. */
function assertNothingPublished(
  project: CaseProject,
  before: readonly string[],
  expected: ExpectedError,
): void {
  const fresh = filesBelow(project.folder).filter((file) => !before.includes(file));
  expect(existsSync(join(project.folder, 'runs'))).toBe(false);
  expect(existsSync(join(project.folder, 'stages'))).toBe(false);
  if (expected.class === 'input')
    expect(fresh.filter((file) => file.startsWith('snapshots/assistance'))).toEqual([]);
  expect(fresh.filter((file) => /lock|\.part/.test(file))).toEqual([]);
}
