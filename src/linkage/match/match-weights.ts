import { number } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { fieldColumn } from './match-levels.js';
import type { MatchComparison, MatchModel } from './match-model.js';
import { matchUnits, unitLevelNames, type MatchUnit } from './match-units.js';

/** The weight column of a unit. */
export function weightColumn(unit: number): string {
  return `w${unit}`;
}

/**
 * Weighs the compared pairs into `match_weights`: the levels c0, c1 …, a weight in bits for each unit (w0, w1 …), their
 * sum with the prior as `match_weight` (log2 odds), and `probability`. `partnersPossible` is how many others each record
 * is compared with. The model must have its estimates.
 */
export function weightSteps(model: MatchModel, partnersPossible: number): readonly Step[] {
  const units = matchUnits(model);
  const rare = model.comparisons.flatMap((comparison, index) =>
    hasFrequency(units, comparison, index) ? [{ comparison, index }] : [],
  );
  return [
    ...rare.map(({ comparison, index }) =>
      sqlStep(
        `frequencies: ${comparison.name}`,
        'agreeing on a rare value says more',
        frequencyStatement(comparison, index),
      ),
    ),
    sqlStep(
      'match weights',
      'weights in bits and match probabilities',
      weightsStatement(model, units, partnersPossible),
    ),
  ];
}

function hasFrequency(units: readonly MatchUnit[], comparison: MatchComparison, index: number): boolean {
  return (
    comparison.frequency &&
    units.some((unit) => unit.comparisons.length === 1 && unit.comparisons[0] === index)
  );
}

function frequencyStatement(comparison: MatchComparison, index: number): string {
  const column = fieldColumn(comparison.field);
  return `CREATE OR REPLACE TABLE match_frequency_${index} AS
SELECT ${column} AS value, count(*) / sum(count(*)) OVER () AS share
FROM match_records
WHERE ${column} IS NOT NULL
GROUP BY ${column}`;
}

function weightsStatement(model: MatchModel, units: readonly MatchUnit[], partnersPossible: number): string {
  const share = Math.min((model.prior?.partners ?? 1) / Math.max(partnersPossible, 1), 0.5);
  const columns = units.map(
    (unit, index) => `    round(${unitWeight(model, units, unit)}, 4) AS ${weightColumn(index)}`,
  );
  const joins = model.comparisons.flatMap((comparison, index) =>
    hasFrequency(units, comparison, index)
      ? [
          `  LEFT JOIN match_frequency_${index} AS q${index}\n    ON v.c${index} = 0 AND q${index}.value = l.${fieldColumn(comparison.field)}`,
        ]
      : [],
  );
  return `CREATE OR REPLACE TABLE match_weights AS
WITH weighted AS (
  SELECT
    v.*,
${columns.join(',\n')}
  FROM match_levels AS v
${joins.length === 0 ? '' : `  JOIN match_records AS l\n    ON l.no = v.l_no\n${joins.join('\n')}\n`}),
summed AS (
  SELECT *, round(${number(Math.log2(share / (1 - share)))} + ${units.map((_, index) => weightColumn(index)).join(' + ')}, 4) AS match_weight
  FROM weighted
)
SELECT *, 1 / (1 + pow(2, -match_weight)) AS probability
FROM summed`;
}

function unitWeight(model: MatchModel, units: readonly MatchUnit[], unit: MatchUnit): string {
  const [first] = unit.comparisons;
  const comparison = model.comparisons[first ?? 0];
  if (comparison === undefined) return '0';
  return unit.comparisons.length === 1
    ? singleWeight(comparison, first ?? 0, hasFrequency(units, comparison, first ?? 0))
    : jointWeight(model, unit);
}

function bits(m: number | undefined, u: number | undefined): string {
  return number(Math.round(Math.log2((m ?? 1) / (u ?? 1)) * 1e6) / 1e6);
}

function singleWeight(comparison: MatchComparison, index: number, frequency: boolean): string {
  const levels = [...comparison.levels, comparison.otherwise];
  const cases = levels.map(({ m, u }, place) =>
    place === 0 && frequency
      ? `WHEN 0 THEN log2(${number(m ?? 1)} / coalesce(q${index}.share, ${number(u ?? 1)}))`
      : `WHEN ${place} THEN ${bits(m, u)}`,
  );
  return `CASE v.c${index} ${cases.join(' ')} ELSE 0 END`;
}

/** The combination of levels, numbered as unitValue does. */
function jointWeight(model: MatchModel, unit: MatchUnit): string {
  const [first] = unit.comparisons;
  const group = model.comparisons[first ?? 0]?.group;
  const places = unit.comparisons.map((index, digit) => {
    const count = unit.levels[digit] ?? 0;
    const own = unit.own[digit] ?? 0;
    const seen =
      count === own
        ? `v.c${index}`
        : `CASE WHEN v.c${index} < ${own - 1} THEN 0 WHEN v.c${index} IS NOT NULL THEN 1 END`;
    return `coalesce(${seen}, ${count}) * ${base(unit, digit)}`;
  });
  const cases = (model.joint ?? [])
    .filter((joint) => joint.group === group)
    .map(({ levels, m, u }) => `WHEN ${jointValue(model, unit, levels)} THEN ${bits(m, u)}`);
  return `CASE ${places.join(' + ')} ${cases.join(' ')} ELSE 0 END`;
}

function base(unit: MatchUnit, digit: number): number {
  return unit.levels.slice(digit + 1).reduce((product, levels) => product * (levels + 1), 1);
}

function jointValue(model: MatchModel, unit: MatchUnit, names: readonly string[]): number {
  return unit.comparisons.reduce((value, _, digit) => {
    const place = unitLevelNames(model, unit, digit).indexOf(names[digit] ?? '');
    return value + (place < 0 ? (unit.levels[digit] ?? 0) : place) * base(unit, digit);
  }, 0);
}
