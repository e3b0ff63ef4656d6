import type { Engine } from '../../engine/engine.js';
import { number } from '../../engine/sql.js';
import { spacelessColumn } from './match-levels.js';
import type { MatchRule } from './match-model.js';

/** A rule may cost so many pairs per record; more is left to rules with one more field. */
const PAIRS_PER_RECORD = 10;
const LEAST_BUDGET = 100_000;
const MOST_FIELDS = 3;
const MOST_RULES = 40;
/** Fields of which rules are made; the most telling ones, where there are more. */
const MOST_KEYS = 10;

/**
 * Blocking rules for tables that nobody described: every smallest set of fields whose equal values bring few enough
 * pairs together, counted on `match_records` before any pair is made. So a pair is found when any such set survived.
 */
export async function chooseBlocking(
  engine: Engine,
  fields: readonly string[],
  dedupe: boolean,
): Promise<readonly MatchRule[]> {
  const [counted] = await engine.rows('SELECT count(*) AS records FROM match_records');
  const budget = Math.max(Number(counted?.['records'] ?? 0) * PAIRS_PER_RECORD, LEAST_BUDGET);
  const keys = await mostTelling(engine, fields, dedupe);
  const chosen: { readonly set: readonly string[]; readonly pairs: number }[] = [];
  for (let size = 1; size <= Math.min(MOST_FIELDS, keys.length); size += 1) {
    const open = subsets(keys, size).filter(
      (set) => !chosen.some((rule) => rule.set.every((field) => set.includes(field))),
    );
    for (const set of open) {
      const pairs = await forecast(engine, set, dedupe);
      if (pairs <= budget) chosen.push({ set, pairs });
    }
  }
  const rules = chosen
    .filter(({ pairs }) => pairs > 0)
    .sort((a, b) => a.set.length - b.set.length || a.pairs - b.pairs || compare(a.set.join(), b.set.join()))
    .slice(0, MOST_RULES)
    .map(({ set }) => rule(set));
  return rules.length === 0 ? [rule(keys)] : rules;
}

function rule(set: readonly string[]): MatchRule {
  return {
    name: set.join(' + '),
    left: set.map((field) => ({ field, take: 'all', characters: 3 })),
    cap: 100_000,
  };
}

/** Fields that bring the fewest strangers together come first. */
async function mostTelling(
  engine: Engine,
  fields: readonly string[],
  dedupe: boolean,
): Promise<readonly string[]> {
  const costs: { readonly field: string; readonly pairs: number }[] = [];
  for (const field of fields) costs.push({ field, pairs: await forecast(engine, [field], dedupe) });
  return costs
    .sort((a, b) => a.pairs - b.pairs || compare(a.field, b.field))
    .slice(0, MOST_KEYS)
    .map(({ field }) => field);
}

async function forecast(engine: Engine, set: readonly string[], dedupe: boolean): Promise<number> {
  const columns = set.map(spacelessColumn);
  const known = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const sizes = `SELECT count(*) FILTER (WHERE side = 0) AS l, count(*) FILTER (WHERE side = 1) AS r
  FROM match_records
  WHERE ${known}
  GROUP BY ${columns.join(', ')}`;
  const pairs = dedupe ? 'l * (l - 1) / 2' : 'l * r';
  const [row] = await engine.rows(
    `SELECT CAST(coalesce(sum(${pairs}), 0) AS DOUBLE) AS pairs FROM (\n${sizes}\n)`,
  );
  return Number(row?.['pairs'] ?? number(0));
}

function subsets(values: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return values.flatMap((value, index) =>
    subsets(values.slice(index + 1), size - 1).map((rest) => [value, ...rest]),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
