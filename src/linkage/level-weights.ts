import { number } from '../engine/sql.js';
import type { Comparison } from './comparisons.js';
import type { ModelLevel } from './model-file.js';

/**
 * Names and phones are as common as among the batch and so many people more, of whom the model's u tells: in a list of
 * five everybody's name is one in five, and that says nothing. A large batch speaks for itself.
 */
const PRIOR_PEOPLE = 200;

function isOfPeople(frequency: string): boolean {
  return frequency === 'name' || frequency === 'pinyin' || frequency === 'phone';
}

/** log2(m/u) of a level; u is a frequency of the batch where the model says so, and never rarer than one person. */
export function strangerWeight(level: ModelLevel): string {
  if (level.frequency === undefined) return number(roundedBits(Math.log2(level.m / level.u)));
  if (isOfPeople(level.frequency.of)) {
    const seen = `f.${level.frequency.of}_f * ${number(level.frequency.times)} * t.nodes`;
    const share = `(${seen} + ${number(PRIOR_PEOPLE * level.u)}) / (t.nodes + ${number(PRIOR_PEOPLE)})`;
    return `log2(${number(level.m)} / least(coalesce(${share}, ${number(level.u)}), 1))`;
  }
  const share = `f.${level.frequency.of}_f * ${number(level.frequency.times)}`;
  return `log2(${number(level.m)} / least(greatest(coalesce(${share}, ${number(level.u)}), 1.0 / t.nodes), 1))`;
}

export function relativeWeight(level: ModelLevel): string {
  return level.f === undefined ? strangerWeight(level) : number(roundedBits(Math.log2(level.m / level.f)));
}

/** Constants to a millionth of a bit, so that their text is short. */
export function roundedBits(weight: number): number {
  return Math.round(weight * 1e6) / 1e6;
}

export function weightCase(comparison: Comparison, weight: (level: ModelLevel) => string): string {
  const { model, kind } = comparison;
  const cases = kind.levels.map((name, place) => {
    const level = model.levels.find((candidate) => candidate.level === name);
    return `WHEN ${place} THEN ${level === undefined ? '0' : weight(level)}`;
  });
  return `CASE v.${model.name}_level ${cases.join(' ')} ELSE 0 END`;
}

/** Agreement that another comparison has counted already adds nothing; disagreement still counts. */
export function unlessImplied(comparison: Comparison, all: readonly Comparison[], weight: string): string {
  const implied = comparison.model.impliedBy;
  const other = all.find(({ model }) => model.name === implied?.comparison);
  if (implied === undefined || other === undefined) return weight;
  const places = implied.levels.map((level) => number(other.kind.levels.indexOf(level))).join(', ');
  return `CASE WHEN v.${other.model.name}_level IN (${places}) THEN least(${weight}, 0) ELSE ${weight} END`;
}
