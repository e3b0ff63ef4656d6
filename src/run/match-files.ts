import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '../config/package-root.js';
import type { Engine } from '../engine/engine.js';
import { foldHeader, HEADER_WAYS, readHeader } from '../ingest/header-words.js';
import { readTable, type ReadTable } from '../ingest/read-table.js';
import { buildNameKnowledge } from '../linkage/levels/name-comparer.js';
import { candidatePairsQuery } from '../linkage/match/match-blocking.js';
import { matchFunctions } from '../linkage/match/match-functions.js';
import { MATCH_VERDICTS, type MatchJudgement } from '../linkage/match/match-judgements.js';
import { loadMatchModel, type MatchModel } from '../linkage/match/match-model.js';
import type { MatchTable } from '../linkage/match/match-records.js';
import { matchTables, type MatchInput, type MatchOutcome } from '../linkage/match/match-tables.js';
import { matchUnknown } from '../linkage/match/match-unknown.js';
import { linkageFunctions } from '../linkage/scalar-functions.js';
import { ConfigError } from '../model/errors.js';
import { REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { alignHeaders } from './align-headers.js';
import { openScratchEngine } from './engine-session.js';
import { cell, readColumns } from './read-columns.js';
import { shippedNameTables } from './shipped-data.js';
import { openTemporaryFolder } from './temporary-folder.js';

export interface MatchFilesRequest {
  readonly left: string;
  /** Without it, duplicates are looked for in the left file. */
  readonly right?: string;
  /** A model file; without it and without a kind, a model is made for the columns of the files. */
  readonly model?: string;
  /** Files of a registry kind: columns by their usual headers, the model for persons that ships. */
  readonly kind?: RegistryKind;
  readonly oneToOne: boolean;
  readonly threshold?: number;
  readonly seed: number;
  /** Headers that are not compared (only where the model is made for the columns). */
  readonly ignore: readonly string[];
  /** A CSV with left_record, right_record and verdict: `pairs.csv` of an earlier match, filled in. */
  readonly judgements?: string;
  /** Writes every pair that was compared to this CSV, for measuring blocking apart from scoring. */
  readonly candidates?: string;
  /** Only count what the blocking rules would cost. */
  readonly forecast?: boolean;
  /** Estimate although the model has estimates. */
  readonly estimateAgain?: boolean;
  readonly threads?: number;
  readonly onStep?: (name: string) => void;
}

export interface MatchedFiles {
  readonly outcome: MatchOutcome;
  /** Fields of the model that a file does not have. */
  readonly missingFields: readonly { readonly file: string; readonly field: string }[];
  readonly records: readonly [left: number, right: number | null];
  readonly rejects: number;
  /** What each blocking rule cost, and what its cap left out. */
  readonly blocking: readonly BlockingCost[];
}

export interface BlockingCost {
  readonly rule: string;
  readonly blocks: number;
  readonly pairsForecast: number;
  readonly largestBlock: number;
  readonly blocksCapped: number;
  readonly pairsCapped: number;
  readonly pairsNew: number;
}

/** Matches two files, or finds duplicates in one. Throws InputError and ConfigError. */
export async function matchFiles(request: MatchFilesRequest): Promise<MatchedFiles> {
  const { path: folder, remove } = openTemporaryFolder('match');
  const engine = await openScratchEngine(
    join(folder, 'spill'),
    request.threads === undefined ? {} : { threads: request.threads },
  );
  try {
    registerMatchFunctions(engine);
    const left = await readTable({ path: request.left, shown: request.left }, join(folder, 'cut'), 0);
    const right =
      request.right === undefined
        ? null
        : await readTable({ path: request.right, shown: request.right }, join(folder, 'cut'), 1);
    const judgements = await readMatchJudgements(engine, request.judgements, join(folder, 'judgements'));
    const matched = await matchRead(engine, { ...request, judged: judgements }, left, right);
    await writeCandidates(engine, request, matched.outcome.model);
    return {
      ...matched,
      records: [left.records, right?.records ?? null],
      rejects: left.rejects.length + (right?.rejects.length ?? 0),
      blocking: await readBlocking(engine),
    };
  } finally {
    await engine.close();
    remove();
  }
}

async function writeCandidates(
  engine: Engine,
  { candidates, forecast }: MatchFilesRequest,
  model: MatchModel,
): Promise<void> {
  if (candidates === undefined || forecast === true) return;
  writeFileSync(candidates, '', { mode: 0o600 });
  await engine.run(engine.dialect.writeCsv(candidatePairsQuery(model.blocking), candidates));
}

function registerMatchFunctions(engine: Engine): void {
  const names = buildNameKnowledge(shippedNameTables());
  for (const fn of [...matchFunctions, ...linkageFunctions(names)]) engine.register(fn);
}

/** A request with its judgements read. */
type ReadRequest = MatchFilesRequest & { readonly judged: readonly MatchJudgement[] };

/** Rows without a verdict wait for one. */
async function readMatchJudgements(
  engine: Engine,
  file: string | undefined,
  folder: string,
): Promise<readonly MatchJudgement[]> {
  if (file === undefined) return [];
  const rows = await readColumns(engine, file, folder, {
    required: ['left_record', 'right_record', 'verdict'],
    hint: 'write same, different or unsure into the column `verdict` of the pairs.csv that `match --out` wrote',
  });
  return rows.flatMap((row) => {
    const verdict = MATCH_VERDICTS.find((known) => known === cell(row, 'verdict').trim().toLowerCase());
    return verdict === undefined
      ? []
      : [{ left: cell(row, 'left_record'), right: cell(row, 'right_record'), verdict }];
  });
}

async function matchRead(
  engine: Engine,
  request: ReadRequest,
  left: ReadTable,
  right: ReadTable | null,
): Promise<Pick<MatchedFiles, 'outcome' | 'missingFields'>> {
  const options = matchOptions(request);
  const onStep = ({ name }: { readonly name: string }): void => request.onStep?.(name);
  if (request.model === undefined && request.kind === undefined) {
    const aligned = right === null ? null : alignHeaders(left, right);
    const outcome = await matchUnknown(
      engine,
      { ...options, left, right: aligned, ignore: request.ignore },
      onStep,
    );
    return { outcome, missingFields: [] };
  }
  const model = await requestedModel(request);
  const boundLeft = bind(model, left, request.left, request.kind);
  const boundRight = right === null ? null : bind(model, right, request.right ?? '', request.kind);
  const outcome = await matchTables(
    engine,
    { ...options, left: boundLeft.table, right: boundRight?.table ?? null, model },
    onStep,
  );
  return { outcome, missingFields: [...boundLeft.missing, ...(boundRight?.missing ?? [])] };
}

function requestedModel({ model }: MatchFilesRequest): Promise<MatchModel> {
  return model === undefined
    ? loadMatchModel(assetPath('data', 'models', 'persons.json'), 'persons.json')
    : loadMatchModel(model);
}

function matchOptions({
  oneToOne,
  seed,
  threshold,
  estimateAgain,
  judged,
  forecast,
}: ReadRequest): Pick<
  MatchInput,
  'oneToOne' | 'seed' | 'threshold' | 'estimateAgain' | 'judgements' | 'forecast'
> {
  return {
    judgements: judged,
    forecast: forecast === true,
    oneToOne,
    seed,
    ...(threshold === undefined ? {} : { threshold }),
    ...(estimateAgain === undefined ? {} : { estimateAgain }),
  };
}

/** The columns of a file for the fields of a model. Throws ConfigError where it has none of them. */
function bind(
  model: MatchModel,
  table: ReadTable,
  file: string,
  kind: RegistryKind | undefined,
): { readonly table: MatchTable; readonly missing: MatchedFiles['missingFields'] } {
  const columns = model.fields.map((field) => {
    const words = [field.name, ...(field.columns ?? [])].map(foldHeader);
    const header =
      table.headers.find((candidate) => words.includes(foldHeader(candidate))) ??
      (kind === undefined ? undefined : usualHeader(table.headers, words, kind));
    return { as: field.name, header: header ?? '' };
  });
  const missing = columns.filter(({ header }) => header === '').map(({ as }) => ({ file, field: as }));
  if (missing.length === columns.length) {
    throw new ConfigError(`${file}: no column for any field of the model ${model.name}`, {
      zh: `${file}：没有模型 ${model.name} 所用字段的列`,
      code: 'E_MATCH_COLUMNS',
      hint: 'name the headers under `columns` of the fields in the model file',
      file,
    });
  }
  return { table: { records: table.records, query: table.query(columns) }, missing };
}

/**
 * The header that a registry usually has for one of the fields: of the kind named, else of any kind, because the other
 * file may come from another department. Comparing needs no required fields.
 */
function usualHeader(
  headers: readonly string[],
  fields: readonly string[],
  kind: RegistryKind,
): string | undefined {
  for (const one of [kind, ...REGISTRY_KINDS]) {
    const readings = headers.flatMap((header) => {
      const reading = readHeader(one, header);
      return reading !== null && fields.includes(foldHeader(reading.field)) ? [{ header, reading }] : [];
    });
    const [best] = readings.sort(
      (a, b) =>
        HEADER_WAYS.indexOf(a.reading.way) - HEADER_WAYS.indexOf(b.reading.way) ||
        a.reading.rank - b.reading.rank,
    );
    if (best !== undefined) return best.header;
  }
  return undefined;
}

async function readBlocking(engine: Engine): Promise<readonly BlockingCost[]> {
  const rows = await engine.rows('SELECT * FROM match_blocking ORDER BY rule_no');
  return rows.map((row) => ({
    rule: String(row['rule']),
    blocks: Number(row['blocks']),
    pairsForecast: Number(row['pairs_forecast']),
    largestBlock: Number(row['largest_block']),
    blocksCapped: Number(row['blocks_capped']),
    pairsCapped: Number(row['pairs_capped']),
    pairsNew: Number(row['pairs_new']),
  }));
}
