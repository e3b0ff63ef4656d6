import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine, Row } from '../engine/engine.js';
import { number, text } from '../engine/sql.js';
import type { Reason } from '../linkage/levels/name-reason.js';
import { linkSentence, type LinkNames } from '../linkage/link-sentence.js';
import { pairWaterfall, type WaterfallBar } from '../linkage/waterfall.js';
import type { SourceReference } from '../model/finding.js';
import { LINK_FILES } from '../model/link.js';
import type { Layout } from './layout.js';
import type { RunManifest } from './manifest.js';
import { RUN_FILES, type PublishedRun } from './results.js';

/** How two source rows were linked. */
export interface ExplainedLink {
  readonly left: SourceReference;
  readonly right: SourceReference;
  readonly class: string;
  readonly matchWeight: number | null;
  /** Comparison levels as codes, for programs. */
  readonly reason: string;
  /** The same for a caseworker; it quotes names as far as the source rows show them. */
  readonly sentence: Reason;
}

/** A scored pair of two records, bar by bar. */
export interface PairExplanation {
  readonly left: SourceReference;
  readonly right: SourceReference;
  readonly class: string;
  readonly blockingRule: string;
  readonly bars: readonly WaterfallBar[];
}

/** A source row with the fields that may be shown. */
export type ShownRow = SourceReference & { readonly fields: Readonly<Record<string, string>> };

/** Links of a run between the given rows, in their order. */
export async function readLinks(
  engine: Engine,
  run: PublishedRun,
  sources: readonly ShownRow[],
): Promise<readonly ExplainedLink[]> {
  if (sources.length < 2) return [];
  const values = sources.map((r) => `(${text(r.registry)}, ${text(r.file)}, ${number(r.line)})`).join(', ');
  const rows = await engine.rows(
    [
      `WITH source (registry, file, line) AS (VALUES ${values})`,
      'SELECT l.*',
      `FROM ${duckdbDialect.readParquet([join(run.folder, RUN_FILES.links)])} AS l`,
      'WHERE (left_registry, left_file, left_line) IN (SELECT registry, file, line FROM source)',
      '  AND (right_registry, right_file, right_line) IN (SELECT registry, file, line FROM source)',
      'ORDER BY left_registry, left_file, left_line, right_registry, right_file, right_line',
    ].join('\n'),
  );
  const names = new Map(sources.map((source) => [placeKey(source), source.fields['name']]));
  return rows.map((row) => {
    const [left, right] = [sideOf(row, 'left'), sideOf(row, 'right')];
    const reason = String(row['reason'] ?? '');
    return {
      left,
      right,
      class: String(row['class']),
      matchWeight: row['match_weight'] === null ? null : Number(row['match_weight']),
      reason,
      sentence: linkSentence(reason, bothNames(names.get(placeKey(left)), names.get(placeKey(right)))),
    };
  });
}

export function bothNames(left: string | undefined, right: string | undefined): LinkNames | undefined {
  return left === undefined || right === undefined ? undefined : { left, right };
}

/** The most pairs that are taken apart for a finding, best first. */
const SHOWN_PAIRS = 6;

/** The scored pairs of a person: what holds its records together, and doubtful links to others. */
export async function readWaterfalls(
  engine: Engine,
  {
    layout,
    manifest,
    run,
  }: { readonly layout: Layout; readonly manifest: RunManifest; readonly run: PublishedRun },
  personId: string,
): Promise<readonly PairExplanation[]> {
  const pairs = join(layout.stages, 'link', manifest.linkKey, LINK_FILES.pairs);
  if (!existsSync(pairs)) return [];
  const rows = await engine.rows(
    [
      'WITH own AS (',
      '  SELECT registry, file, line',
      `  FROM ${duckdbDialect.readParquet([join(run.folder, RUN_FILES.persons)])}`,
      `  WHERE person_id = ${text(personId)}`,
      ')',
      'SELECT p.*',
      `FROM ${duckdbDialect.readParquet([pairs])} AS p`,
      'WHERE class IS NOT NULL',
      '  AND ((left_registry, left_file, left_line) IN (SELECT registry, file, line FROM own)',
      '    OR (right_registry, right_file, right_line) IN (SELECT registry, file, line FROM own))',
      'ORDER BY match_weight DESC, left_registry, left_file, left_line, right_registry, right_file, right_line',
      `LIMIT ${number(SHOWN_PAIRS)}`,
    ].join('\n'),
  );
  return rows.map((row) => ({
    left: sideOf(row, 'left'),
    right: sideOf(row, 'right'),
    class: String(row['class']),
    blockingRule: String(row['blocking_rule'] ?? ''),
    bars: pairWaterfall(row),
  }));
}

function sideOf(row: Row, side: 'left' | 'right'): SourceReference {
  return {
    registry: String(row[`${side}_registry`]),
    file: String(row[`${side}_file`]),
    line: Number(row[`${side}_line`]),
  };
}

function placeKey({ registry, file, line }: SourceReference): string {
  return JSON.stringify([registry, file, line]);
}
