import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { textList } from '../engine/sql.js';
import { LEDGER_FILE, readLedger } from '../followup/ledger.js';
import { memorySteps, type MemoryInput, type PreviousRun } from '../followup/memory.js';
import { recheckSeed, writeRecheck } from '../followup/recheck.js';
import { readYields, type Yields } from '../followup/rule-yields.js';
import { readSubgroups, type SubgroupFigure } from '../followup/subgroups.js';
import { writeWorklists, type WrittenWorklist } from '../followup/worklist.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Rule } from '../rules/rule-file.js';
import { ASSESS_FILES, type AssessResult } from './assess-stage.js';
import { timedStage, walk, type RunContext } from './context.js';
import type { LinkResult } from './link-stage.js';
import type { RunManifest } from './manifest.js';
import type { Layout } from './layout.js';
import { readRecalls, type Recall } from './recall.js';
import {
  CONTRACT_ORDER,
  currentRun,
  isRunId,
  readManifest,
  RUN_FILES,
  type PublishedRun,
} from './results.js';
import { readWaiting } from './run-figures.js';
import { worklistQuery, worklistRows } from './worklist-query.js';

export interface FollowUpResult {
  readonly worklists: readonly WrittenWorklist[];
  readonly yields: Yields;
  readonly waiting: RunManifest['waiting'];
  readonly recalls: RecallsToSay;
  readonly recheck: RunManifest['recheck'];
  readonly subgroups: readonly SubgroupFigure[];
}

async function countGroups(
  context: RunContext,
  engine: Engine,
  { snapshots, asOf }: { readonly snapshots: readonly Snapshot[]; readonly asOf: string },
  folder: string,
): Promise<readonly SubgroupFigure[]> {
  return readSubgroups(engine, {
    dialect: duckdbDialect,
    snapshots,
    asOf,
    findingsFile: join(folder, RUN_FILES.findings),
    personsFile: join(folder, RUN_FILES.persons),
    largest: context.project.file.linkage.singlesUpTo,
  });
}

async function drawRecheck(
  context: RunContext,
  engine: Engine,
  { snapshots, runId }: { readonly snapshots: readonly Snapshot[]; readonly runId: string },
  folder: string,
): Promise<RunManifest['recheck']> {
  const seed = recheckSeed(context.key.ipadHex, runId);
  const parts = await writeRecheck(engine, {
    dialect: duckdbDialect,
    snapshots,
    findingsFile: join(folder, RUN_FILES.findings),
    personsFile: join(folder, RUN_FILES.persons),
    seed,
    parquetFile: join(folder, RUN_FILES.recheck),
    folder,
  });
  return { seed, parts };
}

/** Runs that were taken back, and those of them that no published run has said yet. */
interface RecallsToSay {
  readonly all: readonly Recall[];
  readonly unsaid: readonly Recall[];
}

function recallsToSay(layout: Layout, previous: PublishedRun | null): RecallsToSay {
  const all = readRecalls(layout);
  const said = new Set(previous === null ? [] : readManifest(previous).recalled.map(({ run }) => run));
  return { all, unsaid: all.filter(({ run }) => !said.has(run)) };
}

/** What a run follows up. */
interface FollowedUp {
  readonly snapshots: readonly Snapshot[];
  readonly linked: LinkResult;
  readonly assessed: AssessResult;
  readonly asOf: string;
  readonly setAside: readonly SetAside[];
  /** False where what is gone cannot be told from what was set aside. */
  readonly resolves: boolean;
  readonly runId: string;
}

/** Writes the contracts of a run into its folder: links, persons, rejects, findings with status, worklists. */
export async function followUpStage(
  context: RunContext,
  engine: Engine,
  from: FollowedUp,
  folder: string,
): Promise<FollowUpResult> {
  return timedStage(context, { name: 'follow-up', key: '', cached: false }, async () => {
    for (const sql of contractStatements(from, folder)) await engine.run(sql);
    const previous = currentRun(context.layout);
    const recalls = recallsToSay(context.layout, previous);
    const ledger = readLedger(join(context.layout.folder, LEDGER_FILE), LEDGER_FILE);
    const yields = readYields(
      ledger,
      new Map(context.rules.map(({ id, kind }) => [id, kind])),
      recalls.all.map(({ run }) => run),
    );
    const outcomes = { asOf: from.asOf, ledger, waitingDays: context.project.file.outcomes.waitingDays };
    await copyFile(join(from.assessed.folder, ASSESS_FILES.quality), join(folder, RUN_FILES.quality));
    const memory = { previous, outcomes, yields: yields.expected };
    await walk(context, engine, 'follow-up', memorySteps(memoryInput(from, memory, folder)));
    const files = recalls.unsaid.map(({ run }) => join(context.layout.runs, run, RUN_FILES.findings));
    const listed = worklistQuery(join(folder, RUN_FILES.findings), files.filter(existsSync));
    return {
      worklists: await writeWorklists(
        worklistRows(engine.batches(listed)),
        from.assessed.active.map(ruleWords),
        {
          folder: join(folder, RUN_FILES.worklists),
          runId: from.runId,
          workbooks: context.project.file.outputs.workbooks,
        },
      ),
      yields,
      waiting: await readWaiting(engine, duckdbDialect, join(folder, RUN_FILES.findings)),
      recalls,
      recheck: await drawRecheck(context, engine, from, folder),
      subgroups: await countGroups(context, engine, from, folder),
    };
  });
}

function memoryInput(
  { assessed, resolves }: FollowedUp,
  {
    previous,
    ...known
  }: Pick<MemoryInput, 'outcomes' | 'yields'> & { readonly previous: PublishedRun | null },
  folder: string,
): MemoryInput {
  return {
    dialect: duckdbDialect,
    assessedFile: join(assessed.folder, ASSESS_FILES.findings),
    previous: previous === null ? null : previousFiles(previous.folder),
    rulesRun: assessed.listed,
    resolves,
    refusedFile: join(assessed.folder, ASSESS_FILES.refused),
    ...known,
    findingsFile: join(folder, RUN_FILES.findings),
    uncheckedFile: join(folder, RUN_FILES.unchecked),
    memoryFile: join(folder, RUN_FILES.memory),
  };
}

function previousFiles(folder: string): PreviousRun {
  const unchecked = join(folder, RUN_FILES.unchecked);
  return {
    findingsFile: join(folder, RUN_FILES.findings),
    memoryFile: join(folder, RUN_FILES.memory),
    uncheckedFile: existsSync(unchecked) ? unchecked : null,
  };
}

/** People whom petitions speak for are a registry of linkage only; contracts name the registries that were delivered. */
function contractStatements({ snapshots, linked, setAside }: FollowedUp, folder: string): readonly string[] {
  const { readParquet, writeParquet } = duckdbDialect;
  const links = readParquet([join(linked.folder, 'links.parquet')]);
  const persons = readParquet([join(linked.folder, 'persons.parquet')]);
  const left = setAside.map(({ registry }) => registry);
  const delivered = (column: string): string =>
    [
      `NOT contains(${column}, '@')`,
      ...(left.length === 0 ? [] : [`  AND ${column} NOT IN ${textList(left)}`]),
    ].join('\n');
  const rejects = snapshots.filter((s) => s.rejects !== null).map((s) => join(s.folder, s.rejects ?? ''));
  return [
    writeParquet(
      `SELECT *\nFROM ${links}\nWHERE ${delivered('left_registry')}\n  AND ${delivered('right_registry')}`,
      join(folder, RUN_FILES.links),
    ),
    writeParquet(
      `SELECT *\nFROM ${persons}\nWHERE ${delivered('registry')}`,
      join(folder, RUN_FILES.persons),
    ),
    writeParquet(
      rejects.length === 0
        ? 'SELECT CAST(NULL AS VARCHAR) AS file, CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS code, CAST(NULL AS VARCHAR) AS "column", CAST(NULL AS VARCHAR) AS message WHERE false'
        : `SELECT *\nFROM ${readParquet(rejects)}\nORDER BY ${CONTRACT_ORDER.rejects}`,
      join(folder, RUN_FILES.rejects),
    ),
  ];
}

function ruleWords(rule: Rule): {
  id: string;
  title: string;
  check: readonly string[];
  innocent: readonly string[];
} {
  return { id: rule.id, title: rule.title.zh, check: rule.check.zh, innocent: rule.innocent.zh };
}

/** The next run id: a counter, so that order does not hang on a clock, and the as-of date for people. */
export function nextRunId(runsFolder: string, asOf: string): string {
  const ids = existsSync(runsFolder) ? readdirSync(runsFolder).filter(isRunId) : [];
  const last = ids.map((id) => Number(id.slice(0, 6))).reduce((a, b) => Math.max(a, b), 0);
  return `${String(last + 1).padStart(6, '0')}-${asOf.replaceAll('-', '')}`;
}

/** Writes a text file of a run, readable by its owner only. */
export function writeRunFile(folder: string, name: string, content: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), content, { mode: 0o600 });
}
