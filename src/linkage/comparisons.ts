import { joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import { accountLevel } from './levels/account-level.js';
import { birthLevel } from './levels/birth-level.js';
import type { ComparisonKind } from './levels/comparison-kind.js';
import { headLevel } from './levels/head-level.js';
import { idLevel } from './levels/id-level.js';
import { personNameLevel } from './levels/person-name-level.js';
import { phoneLevel } from './levels/phone-level.js';
import { placeLevel } from './levels/place-level.js';
import { rosterLevel } from './levels/roster-level.js';
import { sexLevel } from './levels/sex-level.js';
import { isKeyPart } from './blocking.js';
import { isFrequency } from './frequencies.js';
import type { LinkageModel, ModelComparison } from './model-file.js';

/** The kinds of comparison that a model for registries may use. */
export const COMPARISON_KINDS: Readonly<Record<string, ComparisonKind>> = {
  person_name: personNameLevel,
  citizen_id: idLevel,
  birth_date: birthLevel,
  sex: sexLevel,
  place: placeLevel,
  phone: phoneLevel,
  account: accountLevel,
  roster: rosterLevel,
  household_head: headLevel,
};

/** A comparison of the model together with the code that carries it out. */
export interface Comparison {
  readonly model: ModelComparison;
  readonly kind: ComparisonKind;
}

/** Binds a model to the code. Throws ConfigError where the model speaks of something that the code does not know. */
export function bindComparisons(model: LinkageModel): readonly Comparison[] {
  const problems = [
    ...model.blocking.flatMap((rule) =>
      [...rule.left, ...(rule.right ?? [])]
        .filter((part) => !isKeyPart(part))
        .map((part) => ({
          zh: `分块规则 ${rule.name}：没有关键值 ${part}`,
          en: `blocking ${rule.name}: no key part ${part}`,
        })),
    ),
    ...model.comparisons.flatMap(comparisonProblems),
  ];
  if (problems.length > 0) {
    const said = joinBilingual(problems);
    throw new ConfigError(`the linkage model ${model.name} does not fit this version:\n${said.en}`, {
      zh: `关联模型 ${model.name} 与本版本不符：\n${said.zh}`,
      code: 'E_MODEL_UNKNOWN_PART',
      hint: 'compare it with data/models/registries.json',
    });
  }
  return model.comparisons.map((comparison) => ({ model: comparison, kind: kindOf(comparison) }));
}

function kindOf(comparison: ModelComparison): ComparisonKind {
  return COMPARISON_KINDS[comparison.kind] ?? { levels: [], levelSql: () => 'NULL' };
}

function comparisonProblems(comparison: ModelComparison): readonly Bilingual[] {
  const kind = COMPARISON_KINDS[comparison.kind];
  const problem = (zh: string, en: string): Bilingual => ({
    zh: `比较项 ${comparison.name}：${zh}`,
    en: `comparison ${comparison.name}: ${en}`,
  });
  if (kind === undefined) return [problem(`没有类型 ${comparison.kind}`, `no kind ${comparison.kind}`)];
  const given = comparison.levels.map((level) => level.level);
  const frequencies = comparison.levels.flatMap((level) =>
    level.frequency === undefined ? [] : [level.frequency.of],
  );
  return [
    ...kind.levels
      .filter((level) => !given.includes(level))
      .map((level) => problem(`缺少等级 ${level}`, `level ${level} is missing`)),
    ...given
      .filter((level) => !kind.levels.includes(level))
      .map((level) => problem(`没有等级 ${level}`, `no level ${level}`)),
    ...frequencies
      .filter((name) => !isFrequency(name))
      .map((name) => problem(`没有频率 ${name}`, `no frequency ${name}`)),
  ];
}
