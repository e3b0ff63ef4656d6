import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { joinBilingual, type Bilingual } from '../../model/bilingual.js';
import { ConfigError } from '../../model/errors.js';
import { checkSchema, problemLines } from '../../model/schema-problems.js';
import { readModelJson } from '../model-json.js';

/** What a field holds, which decides how it is cleaned. */
export const FIELD_KINDS = [
  'text',
  'name',
  'address',
  'id',
  'date',
  'postcode',
  'phone',
  'number',
  'category',
  /** A number of a person in China: damage, masks and documents are understood. */
  'citizen_id',
  /** A name cell of a Chinese registry: notes, titles and untyped characters are understood. */
  'person_name',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);
const probability = z.number().gt(0).lte(1);

const field = z.strictObject({
  name: identifier,
  kind: z.enum(FIELD_KINDS),
  /** Headers under which a file may bring the field; the name itself always counts. Compared without case and spaces. */
  columns: z.array(z.string().min(1)).optional(),
});

const test = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('equal') }),
  /** At most so many characters added, dropped, replaced or swapped with their neighbour; spaces do not count. */
  z.strictObject({ test: z.literal('edits'), most: z.number().int().positive() }),
  z.strictObject({ test: z.literal('jaro_winkler'), least: z.number().gt(0).lt(1) }),
  /** The two fields stand in each other's place, with at most `most` edits in both together. */
  z.strictObject({
    test: z.literal('swapped'),
    with: identifier,
    most: z.number().int().nonnegative().default(0),
  }),
  /** The first so many characters are the same; the year of a date is its first four. */
  z.strictObject({ test: z.literal('same_start'), characters: z.number().int().positive() }),
  /** One is the beginning of the other, and has at least so many characters. */
  z.strictObject({ test: z.literal('cut_short'), least: z.number().int().positive() }),
  /** The same words in any order. */
  z.strictObject({ test: z.literal('same_words') }),
  /** A date with day and month in each other's place. */
  z.strictObject({ test: z.literal('day_month_swapped') }),
  /** Numbers that differ by at most so much. */
  z.strictObject({ test: z.literal('within'), most: z.number().positive() }),
  /** Chinese names that are at least so near (see levels/name-levels). */
  z.strictObject({ test: z.literal('chinese_name'), least: z.string().min(1) }),
  /** Numbers of persons that are at least so near (see citizen-id-nearness); those of other documents say nothing. */
  z.strictObject({ test: z.literal('citizen_id'), least: z.enum(['cut', 'slip', 'masked']) }),
]);

const estimates = {
  /** Probability of the level when the two are one; estimated from the input where it is not given. */
  m: probability.optional(),
  /** Probability of the level when they are not. */
  u: probability.optional(),
};

const level = z.strictObject({ level: identifier, when: test, ...estimates });

const comparison = z.strictObject({
  name: identifier,
  field: identifier,
  /** Best first. */
  levels: z.array(level).min(1),
  /** The level of everything that no test accepts. */
  otherwise: z.strictObject({ level: identifier, ...estimates }),
  /** On the first level, u is the frequency of the value in the input: agreeing on a rare value says more. */
  frequency: z.boolean().default(false),
  /** Says nothing where another comparison has already used this field (a swap). */
  skipWhen: z.strictObject({ comparison: identifier, level: identifier }).optional(),
  /**
   * Comparisons that strangers reach together (postcode and town): one group is weighed as one. Found by estimation
   * where it is not given; m and u of the combinations are kept in `joint`.
   */
  group: identifier.optional(),
});

/** What a blocking key takes of a field. */
const keyPart = z.strictObject({
  field: identifier,
  take: z.enum(['all', 'start', 'sorted', 'year', 'month_day']).default('all'),
  characters: z.number().int().positive().default(3),
});

const blockingRule = z.strictObject({
  name: z.string().min(1),
  left: z.array(keyPart).min(1),
  /** The other side; the same as `left` where it is not given. */
  right: z.array(keyPart).min(1).optional(),
  /** A block of more pairs is left out, and reported. */
  cap: z.number().int().positive().default(100_000),
});

const joint = z.strictObject({
  group: identifier,
  /** Level names of the comparisons of the group, in the model's order; `missing` where a side is empty. */
  levels: z.array(identifier),
  m: probability,
  u: probability,
});

/** The file format of a model for `yingbao match`. */
export const matchModelSchema = z.strictObject({
  format: z.literal('yingbao-match-model/1'),
  name: z.string().min(1),
  version: z.number().int().positive(),
  provenance: z.strictObject({ how: z.string(), date: z.string().optional(), note: z.string() }),
  fields: z.array(field).min(1),
  blocking: z.array(blockingRule).min(1),
  comparisons: z.array(comparison).min(1),
  joint: z.array(joint).optional(),
  /** Expected number of true partners of a record; estimated from the input where it is not given. */
  prior: z.strictObject({ partners: z.number().positive() }).optional(),
  thresholds: z.strictObject({
    /** Match probabilities from which a pair is linked, and from which it is shown for review. */
    link: z.number().gt(0).lt(1),
    review: z.number().gt(0).lt(1),
  }),
});

export type MatchModel = z.infer<typeof matchModelSchema>;
export type MatchField = MatchModel['fields'][number];
export type MatchComparison = MatchModel['comparisons'][number];
export type LevelTest = MatchComparison['levels'][number]['when'];
export type MatchRule = MatchModel['blocking'][number];
export type KeyPart = MatchRule['left'][number];

/** JSON Schema of the file format, for editors and other programs. */
export function matchModelJsonSchema(): unknown {
  return z.toJSONSchema(matchModelSchema, { io: 'input' });
}

/** Reads a model from JSON text. Throws ConfigError that names every wrong place. */
export function parseMatchModel(json: string, shown: string): MatchModel {
  const parsed = checkSchema(matchModelSchema, readModelJson(json, shown));
  if (!parsed.success) throw invalid(shown, problemLines(parsed.problems));
  const wrong = unknownNames(parsed.data);
  if (wrong.length > 0) throw invalid(shown, joinBilingual(wrong));
  return parsed.data;
}

function invalid(shown: string, why: Bilingual): ConfigError {
  return new ConfigError(`${shown} is not a match model:\n${why.en}`, {
    zh: `${shown} 不是比对模型：\n${why.zh}`,
    code: 'E_MODEL_INVALID',
    hint: '`yingbao schema match-model` prints its JSON Schema; data/models/febrl3.json is an example',
    file: shown,
  });
}

/** Names that point to nothing. */
function unknownNames(model: MatchModel): readonly Bilingual[] {
  const fields = new Set(model.fields.map(({ name }) => name));
  const used = [
    ...model.comparisons.map((c) => [inComparison(c.name), c.field] as const),
    ...model.comparisons.flatMap((c) =>
      c.levels.flatMap(({ when }) =>
        when.test === 'swapped' ? [[inComparison(c.name), when.with] as const] : [],
      ),
    ),
    ...model.blocking.flatMap((rule) =>
      [...rule.left, ...(rule.right ?? [])].map((part) => [inRule(rule.name), part.field] as const),
    ),
  ];
  const missing = used
    .filter(([, name]) => !fields.has(name))
    .map(([where, name]) => where(`没有字段 ${name}`, `no field ${name}`));
  const uneven = model.blocking
    .filter(({ left, right }) => right !== undefined && right.length !== left.length)
    .map(({ name }) =>
      inRule(name)('left 与 right 的项数不同', 'left and right have different numbers of parts'),
    );
  return [...missing, ...uneven, ...unknownSkips(model)];
}

type Where = (zh: string, en: string) => Bilingual;

function inComparison(name: string): Where {
  return (zh, en) => ({ zh: `比较项 ${name}：${zh}`, en: `comparison ${name}: ${en}` });
}

function inRule(name: string): Where {
  return (zh, en) => ({ zh: `分块规则 ${name}：${zh}`, en: `blocking rule ${name}: ${en}` });
}

function unknownSkips(model: MatchModel): readonly Bilingual[] {
  return model.comparisons.flatMap(({ name, skipWhen }, index) => {
    if (skipWhen === undefined) return [];
    const { comparison: before, level: wanted } = skipWhen;
    const problem = inComparison(name);
    const other = model.comparisons.findIndex((candidate) => candidate.name === before);
    if (other < 0) return [problem(`skipWhen 中没有比较项 ${before}`, `no comparison ${before} to skip for`)];
    if (other >= index) return [problem(`${before} 必须排在它前面`, `${before} must stand before it`)];
    const known = model.comparisons[other]?.levels.some(({ level: own }) => own === wanted) === true;
    return known ? [] : [problem(`${before} 没有等级 ${wanted}`, `${before} has no level ${wanted}`)];
  });
}

/** Loads a model file. Throws ConfigError where it is missing or wrong. */
export async function loadMatchModel(path: string, shown: string = path): Promise<MatchModel> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`the match model ${shown} cannot be read`, {
      zh: `比对模型 ${shown} 无法读取`,
      code: 'E_MODEL_MISSING',
      hint: 'give the path of a model file, or leave --model out to have one made for the columns of the input',
      file: shown,
      cause: error,
    });
  }
  return parseMatchModel(json, shown);
}
