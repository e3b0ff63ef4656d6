import { join } from 'node:path';
import { loadProject } from '../config/project.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import { oneRow, type Engine, type Row } from '../engine/engine.js';
import { hmacKey } from '../engine/keyed-hash.js';
import { number, text } from '../engine/sql.js';
import { runSteps } from '../engine/run-steps.js';
import {
  askedPairQuery,
  askedRulesQuery,
  ASKED_NODES_QUERY,
  askPairSteps,
  comparedPairQuery,
  sameIdQuery,
  type AskPairInput,
} from '../linkage/ask-pair.js';
import { KEPT_BITS } from '../linkage/hopeful-pairs.js';
import { closeJudgements, type NumberedJudgement } from '../linkage/judgements.js';
import type { Reason } from '../linkage/levels/name-reason.js';
import { linkSentence } from '../linkage/link-sentence.js';
import { pairReason, pairWaterfall, type WaterfallBar } from '../linkage/waterfall.js';
import { openEngine } from './engine-session.js';
import { readSource, type SourceRow } from './explain-finding.js';
import { bothNames, readLinks, type ExplainedLink } from './explain-links.js';
import { findRecord, registriesOfRun, type FoundRecord } from './find-record.js';
import { readJudgements } from './judgement-file.js';
import { projectLayout, type Layout } from './layout.js';
import { linkageModel } from './link-stage.js';
import { findRun, readManifest, RUN_FILES, type PublishedRun } from './results.js';
import { registerFunctions } from './scalar-functions.js';
import { secretKey } from './secret-key.js';

/**
 * What became of a pair. `same_id`: one valid ID makes it one; `same_record`: two rows of one content; `conflict`: one
 * valid ID under incompatible names, never joined by weight; `compared`: a blocking rule found it in the run; `capped`: one would have, but its block was too
 * large; `hopeless`: one did, and it fell far below review; `not_found`: no rule brings the two together.
 */
export const PAIR_FATES = [
  'same_id',
  'same_record',
  'conflict',
  'compared',
  'capped',
  'hopeless',
  'not_found',
] as const;
export type PairFate = (typeof PAIR_FATES)[number];

/** Everything about two records of a run. */
export interface PairOfRecords {
  readonly runId: string;
  readonly asOf: string;
  readonly sources: readonly [SourceRow, SourceRow];
  readonly fate: PairFate;
  /** One person in the run, directly or by way of other records. */
  readonly samePerson: boolean;
  /** The link of the run between the two, where there is one. */
  readonly link: ExplainedLink | null;
  readonly matchWeight: number | null;
  readonly thresholds: { readonly link: number; readonly review: number };
  /** Comparison levels as codes, and the same for a caseworker. */
  readonly reason: string;
  readonly sentence: Reason;
  readonly bars: readonly WaterfallBar[];
  /** The rule under which the run compared them. */
  readonly foundBy: string | null;
  /** Rules that bring the two together whatever the size of their blocks. */
  readonly blockingRules: readonly string[];
  readonly judgements: {
    /** What people said of exactly these two, oldest first. */
    readonly given: readonly Pick<NumberedJudgement, 'no' | 'verdict' | 'by' | 'at'>[];
    /** What all judgements in force say of the two, also by way of others. */
    readonly verdict: 'same' | 'different' | null;
  };
  /** The model has changed since the run, so that weights may differ from its. */
  readonly modelChanged: boolean;
}

interface PairRequest {
  readonly projectFolder: string;
  readonly places: readonly [string, string];
  readonly runId?: string;
  readonly reveal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Explains two records of a run, also where it never compared them. Throws ConfigError where one is not there. */
export async function explainPair(request: PairRequest): Promise<PairOfRecords> {
  const layout = projectLayout(request.projectFolder);
  const run = findRun(layout, request.runId);
  const manifest = readManifest(run);
  const project = loadProject(layout.folder);
  const engine = await openEngine(layout);
  try {
    registerFunctions(engine, project.file.mappings);
    const registries = await registriesOfRun(layout, manifest);
    const key = hmacKey(secretKey(layout.secretKey, request.environment, true));
    const find = (place: string): Promise<FoundRecord> =>
      findRecord(engine, { registries, manifest }, key, place);
    const records = [await find(request.places[0]), await find(request.places[1])] as const;
    const { model, sha256 } = await linkageModel({ project });
    const asked = await askPair(engine, {
      registries,
      model,
      key,
      records,
      folder: join(layout.stages, 'link', manifest.linkKey),
      dialect: duckdbDialect,
      judgements: readJudgements(layout),
      singlesUpTo: project.file.linkage.singlesUpTo,
      people: Number(manifest.linkage.find(({ figure }) => figure === 'people')?.value ?? 2),
    });
    const show = { layout, manifest, reveal: request.reveal };
    const sources = [
      await readSource(engine, show, placeOf(records[0])),
      await readSource(engine, show, placeOf(records[1])),
    ] as const;
    const [link = null] = await readLinks(engine, run, sources);
    const reason = link?.reason ?? asked.reason;
    return {
      runId: run.runId,
      asOf: manifest.asOf,
      sources,
      ...asked,
      link,
      samePerson: await isOnePerson(engine, run, records),
      thresholds: { link: model.thresholds.link, review: model.thresholds.review },
      reason,
      sentence: linkSentence(reason, bothNames(sources[0].fields['name'], sources[1].fields['name'])),
      judgements: judgementsOn(layout, records),
      modelChanged: sha256 !== manifest.model.sha256,
    };
  } finally {
    await engine.close();
  }
}

type Asked = Pick<PairOfRecords, 'fate' | 'matchWeight' | 'reason' | 'bars' | 'foundBy' | 'blockingRules'>;

/** Weighs the pair on the spot, and looks up what the run made of it. */
async function askPair(engine: Engine, input: AskPairInput): Promise<Asked> {
  await runSteps(engine, askPairSteps(input));
  const nodes = await oneRow(engine, ASKED_NODES_QUERY);
  const [compared] = await engine.rows(comparedPairQuery(input));
  const byId = nodes['same_node'] === true && nodes['same_id'] === true;
  const [weighed] = await engine.rows(byId ? sameIdQuery(input) : askedPairQuery(input));
  const blockingRules = (await engine.rows(askedRulesQuery(input))).map((row) => String(row['rule']));
  const matchWeight = weighed === undefined ? null : Number(weighed['match_weight']);
  return {
    fate: fateOf(nodes, {
      compared: compared !== undefined,
      found: blockingRules.length > 0,
      hopeless: (matchWeight ?? 0) < input.model.thresholds.review - KEPT_BITS,
    }),
    matchWeight,
    reason: weighed === undefined ? 'record=equal' : pairReason(weighed),
    bars: weighed === undefined ? [] : pairWaterfall(weighed),
    foundBy: compared === undefined ? null : String(compared['blocking_rule'] ?? ''),
    blockingRules,
  };
}

function fateOf(
  nodes: Row,
  { compared, found, hopeless }: Readonly<Record<'compared' | 'found' | 'hopeless', boolean>>,
): PairFate {
  if (nodes['same_node'] === true) return nodes['same_id'] === true ? 'same_id' : 'same_record';
  if (nodes['same_id'] === true) return 'conflict';
  if (compared) return 'compared';
  if (!found) return 'not_found';
  return hopeless ? 'hopeless' : 'capped';
}

function placeOf({ registry, file, line }: FoundRecord): { registry: string; file: string; line: number } {
  return { registry, file, line };
}

/** Records that `persons` does not list are one with nobody. */
async function isOnePerson(
  engine: Engine,
  run: PublishedRun,
  records: readonly FoundRecord[],
): Promise<boolean> {
  const places = records.map(
    ({ registry, file, line }) => `(${text(registry)}, ${text(file)}, ${number(line)})`,
  );
  const { one } = await oneRow(
    engine,
    `SELECT coalesce(count(*) = 2 AND count(DISTINCT person_id) = 1, false) AS one
FROM ${duckdbDialect.readParquet([join(run.folder, RUN_FILES.persons)])}
WHERE (registry, file, line) IN (${places.join(', ')})`,
  );
  return one === true;
}

function judgementsOn(
  layout: Layout,
  [left, right]: readonly [FoundRecord, FoundRecord],
): PairOfRecords['judgements'] {
  const all = readJudgements(layout);
  const keys = [left.key, right.key].sort().join(' ');
  return {
    given: all
      .filter((one) => [one.left, one.right].sort().join(' ') === keys)
      .map(({ no, verdict, by, at }) => ({ no, verdict, by, at })),
    verdict: left.key === right.key ? null : closeJudgements(all).verdict(left.key, right.key),
  };
}
