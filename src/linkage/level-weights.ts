import { number } from '../engine/sql.js';
import type { Comparison } from './comparisons.js';
import type { LinkageModel, ModelLevel } from './model-file.js';

/**
 * Names and phones are as common as among the batch and so many people more, of whom the model's u tells: in a list of
 * five everybody's name is one in five, and that says nothing. A large batch speaks for itself.
 */
const PRIOR_PEOPLE = 200;
const OF_PEOPLE: readonly string[] = ['name', 'pinyin', 'phone', 'account', 'head_name'];

function isOfPeople(frequency: string): boolean {
  return OF_PEOPLE.includes(frequency);
}

/** log2(m/u) of a level for one node, over its frequencies `f` and the totals `t`; u is never rarer than one person. */
function frequencyWeight({ m, u, frequency }: ModelLevel, share: string): string {
  const seen = `coalesce(${share}, ${number(u)})`;
  const floored =
    frequency !== undefined && isOfPeople(frequency.of) ? seen : `greatest(${seen}, 1.0 / t.nodes)`;
  return `log2(${number(m)} / least(${floored}, 1))`;
}

function shareOf({ u, frequency }: ModelLevel): string {
  if (frequency === undefined) return 'NULL';
  const share = `f.${frequency.of}_f * ${number(frequency.times)}`;
  return isOfPeople(frequency.of)
    ? `(${share} * t.nodes + ${number(PRIOR_PEOPLE * u)}) / (t.nodes + ${number(PRIOR_PEOPLE)})`
    : share;
}

function column(comparison: string, level: ModelLevel): string {
  return `${comparison}_${level.level}`;
}

/** log2 odds that a weak node and any one other are one person, before anything is compared; of the nodes in `f`. */
export function strangerPrior({ prior: { partners } }: LinkageModel): string {
  return `coalesce(f.prior, log2(${number(partners)} / t.nodes))`;
}

/** Weights that depend on how common a node's values are: worked out once a node, not once a pair. */
export function nodeWeightsStatement(model: LinkageModel): string {
  const columns = model.comparisons.flatMap(({ name, levels }) =>
    levels
      .filter(({ frequency }) => frequency !== undefined)
      .map((level) => `  ${frequencyWeight(level, shareOf(level))} AS ${column(name, level)}`),
  );
  return `CREATE OR REPLACE TABLE link_node_weights AS
SELECT
${['  f.node_no', `  log2(coalesce(f.partner_odds_f, ${number(model.prior.partners)}) / t.nodes) AS prior`, ...columns].join(',\n')}
FROM link_frequencies AS f
CROSS JOIN link_totals AS t`;
}

/** log2(m/u) of a level; where u is a frequency of the batch it stands with the left node, in `f`. */
export function strangerWeight(level: ModelLevel, comparison: string): string {
  if (level.frequency === undefined) return number(roundedBits(Math.log2(level.m / level.u)));
  return `coalesce(f.${column(comparison, level)}, ${frequencyWeight(level, 'NULL')})`;
}

/** The greatest prior of any node; a node with a sure ID, of which nothing is counted, has that of the model. */
export function mostStrangerPrior({ partners }: LinkageModel['prior']): string {
  const given = `log2(${number(partners)} / t.nodes)`;
  return `greatest(coalesce(f.prior, ${given}), ${given})`;
}

/** The most that a level weighs for any node; `f` holds the greatest of all columns of `link_node_weights`. */
export function mostStrangerWeight(level: ModelLevel, comparison: string): string {
  return level.frequency === undefined
    ? strangerWeight(level, comparison)
    : `greatest(f.${column(comparison, level)}, ${frequencyWeight(level, 'NULL')})`;
}

export function mostRelativeWeight(level: ModelLevel, comparison: string): string {
  return level.f === undefined ? mostStrangerWeight(level, comparison) : relativeWeight(level, comparison);
}

export function relativeWeight(level: ModelLevel, comparison: string): string {
  return level.f === undefined
    ? strangerWeight(level, comparison)
    : number(roundedBits(Math.log2(level.m / level.f)));
}

/** Constants to a millionth of a bit, so that their text is short. */
export function roundedBits(weight: number): number {
  return Math.round(weight * 1e6) / 1e6;
}

/** A weight of a level of the comparison of that name, as SQL. */
export type LevelWeight = (level: ModelLevel, comparison: string) => string;

export function weightCase(comparison: Comparison, weight: LevelWeight): string {
  const { model, kind } = comparison;
  const cases = kind.levels.map((name, place) => {
    const level = model.levels.find((candidate) => candidate.level === name);
    return `WHEN ${place} THEN ${level === undefined ? '0' : weight(level, model.name)}`;
  });
  return `CASE v.${model.name}_level ${cases.join(' ')} ELSE 0 END`;
}

/** The most that a comparison weighs where only its hint is known: a level that is no better, at 0 perhaps none. */
export function mostCase({ model, kind }: Comparison, weight: LevelWeight): string {
  const weights = kind.levels.map((name) => {
    const level = model.levels.find((candidate) => candidate.level === name);
    return level === undefined ? '0' : weight(level, model.name);
  });
  const cases = weights.map(
    (_, hint) =>
      `WHEN ${hint} THEN greatest(${[...weights.slice(hint), ...(hint === 0 ? ['0'] : [])].join(', ')})`,
  );
  return `CASE v.${model.name}_hint ${cases.join(' ')} ELSE 0 END`;
}

/** Agreement that another comparison has counted already adds nothing; disagreement still counts. */
export function unlessImplied(comparison: Comparison, all: readonly Comparison[], weight: string): string {
  const implied = comparison.model.impliedBy;
  const other = all.find(({ model }) => model.name === implied?.comparison);
  if (implied === undefined || other === undefined) return weight;
  const places = implied.levels.map((level) => number(other.kind.levels.indexOf(level))).join(', ');
  return `CASE WHEN v.${other.model.name}_level IN (${places}) THEN least(${weight}, 0) ELSE ${weight} END`;
}
