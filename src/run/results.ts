import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_ORDER } from '../followup/finding-order.js';
import { ConfigError } from '../model/errors.js';
import type { Layout } from './layout.js';
import type { RunManifest } from './manifest.js';

/** The files of a published run. */
export const RUN_FILES = {
  links: 'links.parquet',
  persons: 'persons.parquet',
  findings: 'findings.parquet',
  rejects: 'rejects.parquet',
  unchecked: 'unchecked.parquet',
  quality: 'quality.parquet',
  memory: 'memory.parquet',
  recheck: 'recheck.parquet',
  manifest: 'run.json',
  report: 'report.html',
  worklists: 'worklists',
} as const;

/** Contracts that `yingbao export` writes. */
export const EXPORTABLE = [
  'links',
  'persons',
  'findings',
  'unchecked',
  'quality',
  'rejects',
  'recheck',
] as const;
export type Exportable = (typeof EXPORTABLE)[number];

/** The columns of each contract, and an order that makes two exports comparable. */
export const CONTRACT_ORDER: Readonly<Record<Exportable, string>> = {
  links: 'left_registry, left_file, left_line, right_registry, right_file, right_line, class',
  persons: 'person_id, registry, file, line',
  findings: FINDING_ORDER,
  unchecked: FINDING_ORDER,
  quality: 'registry, code',
  rejects: 'file, line, code, "column"',
  recheck: 'rule_id, finding_id, person_id',
};

export interface PublishedRun {
  readonly runId: string;
  readonly folder: string;
}

/** The last published run, or null before the first. */
export function currentRun(layout: Layout): PublishedRun | null {
  if (!existsSync(layout.current)) return null;
  const { runId } = JSON.parse(readFileSync(layout.current, 'utf8')) as { runId: string };
  return { runId, folder: join(layout.runs, runId) };
}

/** A run by its id, or the last one. Throws ConfigError where there is none. */
export function findRun(layout: Layout, runId?: string): PublishedRun {
  const current = currentRun(layout);
  if (current === null) {
    throw new ConfigError('no run has been published yet', {
      zh: '还没有发布过运行结果',
      code: 'E_RUN_MISSING',
      hint: 'run `yingbao run` first',
    });
  }
  if (runId === undefined) return current;
  const folder = join(layout.runs, runId);
  if (!isRunId(runId) || !existsSync(join(folder, RUN_FILES.manifest))) {
    throw new ConfigError(`no run ${runId}`, {
      zh: `没有运行 ${runId}；最近一次运行是 ${current.runId}`,
      code: 'E_RUN_MISSING',
      hint: `the last run is ${current.runId}`,
    });
  }
  return { runId, folder };
}

/** True for the name of a folder of a run. */
export function isRunId(name: string): boolean {
  return /^[0-9]{6}-[0-9]{8}$/.test(name);
}

const NO_YIELDS: RunManifest['yields'] = { rules: [], expected: [] };

/** A manifest of an older version left nothing out. */
export function readManifest(run: PublishedRun): RunManifest {
  const written = JSON.parse(readFileSync(join(run.folder, RUN_FILES.manifest), 'utf8')) as RunManifest;
  const { setAside = [], recalled = [], yields = NO_YIELDS, waiting = [] } = written as Partial<RunManifest>;
  return { ...written, setAside, recalled, yields, waiting };
}
