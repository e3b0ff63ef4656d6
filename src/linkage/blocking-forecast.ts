import type { Engine } from '../engine/engine.js';
import { number, text } from '../engine/sql.js';
import { runSteps } from '../engine/run-steps.js';
import { sqlStep, type Step } from '../engine/step.js';
import { blockMembersStatement, blocksStatement, blockTable, seekersStatement } from './blocking.js';
import { bindComparisons } from './comparisons.js';
import type { LinkageInput } from './linkage-input.js';
import { nodeSteps } from './linkage-steps.js';
import type { BlockingRule } from './model-file.js';

/** What a blocking rule will cost, before any pair is made. */
export interface BlockingForecast {
  readonly rule: string;
  /** Parts of its key. */
  readonly key: readonly string[];
  readonly cap: number;
  /** One in so many of those that look for their person was counted; 1 for all. */
  readonly oneIn: number;
  readonly blocks: number;
  readonly pairs: number;
  /** Blocks over the cap, which will be left out, with their pairs. Of a sample, at least so many blocks. */
  readonly blocksCapped: number;
  readonly pairsCapped: number;
  /** The largest blocks by the form of their keys: never by what stands in them. */
  readonly largest: readonly { readonly size: number; readonly form: string }[];
}

/** Seekers of one rule that are counted in full; of more, one in so many that about this many are left. */
const SAMPLE = 20_000;
const LARGEST = 3;

function sampleStatement(sample: number): string {
  return `CREATE OR REPLACE TABLE link_forecast_sample AS
SELECT greatest(count(DISTINCT node_no) // ${number(sample)}, 1) AS one_in
FROM link_seekers`;
}

/** Numbers of nodes follow the order of what they say, or are their IDs: every n-th is as good as any. */
const THIN = `DELETE FROM link_seekers
WHERE abs(node_no) % (SELECT one_in FROM link_forecast_sample) <> 0`;

/**
 * How a key is made up: digits as 9, letters as a, Han characters as #; the first of January (often no birth
 * date at all) and one character repeated (no phone, no number) stand out.
 */
function form(part: string, column: string): string {
  if (part === 'birth')
    return `CASE WHEN month(${column}) = 1 AND day(${column}) = 1 THEN '9999-01-01' ELSE '9999-99-99' END`;
  const shown = `CAST(${column} AS VARCHAR)`;
  const shape = `regexp_replace(regexp_replace(regexp_replace(${shown}, '[0-9]', '9', 'g'), '[a-zA-Z]+', 'a', 'g'), '[^\\x00-\\x7F]', '#', 'g')`;
  return `CASE WHEN length(${shown}) >= 5 AND replace(${shown}, left(${shown}, 1), '') = '' THEN 'one character × ' || length(${shown}) ELSE ${shape} END`;
}

/** Names as numbers have no form of their own. */
function formOf(rule: BlockingRule): string {
  const parts = rule.left.map((part, index) =>
    part === 'head_name' ? text(`${part} #`) : `${text(`${part} `)} || ${form(part, `k${String(index)}`)}`,
  );
  return parts.join(" || ' + ' || ");
}

function reportStatement(rule: BlockingRule, index: number): string {
  const over = `size > ${number(rule.cap)}`;
  return `INSERT INTO link_forecast
SELECT
  ${number(index)},
  any_value(one_in),
  count(*),
  coalesce(sum(seekers * size * one_in), 0)::BIGINT,
  count(*) FILTER (WHERE ${over}),
  coalesce(sum(seekers * size * one_in) FILTER (WHERE ${over}), 0)::BIGINT,
  (
    SELECT list(size || '|' || form ORDER BY size DESC, form)
    FROM (SELECT size, ${formOf(rule)} AS form FROM ${blockTable(index)} ORDER BY size DESC, form LIMIT ${number(LARGEST)})
  )
FROM ${blockTable(index)}, link_forecast_sample`;
}

function ruleSteps(rule: BlockingRule, index: number, sample: number): readonly Step[] {
  return [
    sqlStep(`seekers: ${rule.name}`, 'keys of what looks for its person', seekersStatement(rule)),
    sqlStep(`sample: ${rule.name}`, 'how many of them are counted', sampleStatement(sample)),
    sqlStep(`thin: ${rule.name}`, 'leaves the others out', THIN),
    sqlStep(`members: ${rule.name}`, 'who stands in those blocks', blockMembersStatement(rule)),
    sqlStep(`blocks: ${rule.name}`, 'sizes of the blocks', blocksStatement(rule, index)),
    sqlStep(`forecast: ${rule.name}`, 'what the rule will cost', reportStatement(rule, index)),
  ];
}

/** Steps that count what each blocking rule of the model will cost, on a sample, into `link_forecast`; no pair is made. */
export function forecastSteps(input: LinkageInput, sample: number): readonly Step[] {
  bindComparisons(input.model);
  return [
    ...nodeSteps(input),
    sqlStep(
      'forecast',
      'collects the forecast of all rules',
      `CREATE OR REPLACE TABLE link_forecast (
  rule_no UTINYINT, one_in BIGINT, blocks BIGINT, pairs BIGINT, blocks_capped BIGINT, pairs_capped BIGINT, largest VARCHAR[]
)`,
    ),
    ...input.model.blocking.flatMap((rule, index) => ruleSteps(rule, index, sample)),
  ];
}

/** Counts what each blocking rule will cost, in the order of the model. */
export async function forecastBlocking(
  engine: Engine,
  input: LinkageInput,
  sample = SAMPLE,
): Promise<readonly BlockingForecast[]> {
  await runSteps(engine, forecastSteps(input, sample));
  const rows = await engine.rows(
    `SELECT * EXCLUDE (largest), array_to_string(largest, chr(10)) AS largest FROM link_forecast ORDER BY rule_no`,
  );
  return rows.flatMap((row) => {
    const rule = input.model.blocking[Number(row['rule_no'])];
    if (rule === undefined) return [];
    return [
      {
        rule: rule.name,
        key: rule.left,
        cap: rule.cap,
        oneIn: Number(row['one_in'] ?? 1),
        blocks: Number(row['blocks']),
        pairs: Number(row['pairs']),
        blocksCapped: Number(row['blocks_capped']),
        pairsCapped: Number(row['pairs_capped']),
        largest: largestOf(row['largest']),
      },
    ];
  });
}

function largestOf(lines: unknown): BlockingForecast['largest'] {
  if (typeof lines !== 'string' || lines === '') return [];
  return lines.split('\n').map((line) => {
    const bar = line.indexOf('|');
    return { size: Number(line.slice(0, bar)), form: line.slice(bar + 1) };
  });
}
