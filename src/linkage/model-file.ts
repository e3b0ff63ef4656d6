import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError } from '../model/errors.js';
import { checkSchema, problemLines } from '../model/schema-problems.js';
import { readModelJson } from './model-json.js';

const probability = z.number().gt(0).lte(1);

const level = z.strictObject({
  level: z.string().min(1),
  /** Probability of the level when the two are one person. */
  m: probability,
  /** Probability of the level when the two are strangers. */
  u: probability,
  /** Probability of the level when the two live in one family; `u` where it is not given. */
  f: probability.optional(),
  /** The u probability is the frequency of the value in the batch (never below one in the batch), times this. */
  frequency: z.strictObject({ of: z.string().min(1), times: z.number().positive().default(1) }).optional(),
});

const comparison = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.string().min(1),
  levels: z.array(level).min(1),
  /** Where another comparison already counted this evidence, agreement here adds nothing. */
  impliedBy: z.strictObject({ comparison: z.string(), levels: z.array(z.string()).min(1) }).optional(),
});

const blockingRule = z.strictObject({
  name: z.string().min(1),
  /** Key parts of the record that looks for its person. */
  left: z.array(z.string()).min(1),
  /** Key parts of the other side; the same as `left` where they are not given. */
  right: z.array(z.string()).min(1).optional(),
  /** Who looks for a partner: records without a sure ID, or, to find one person with two IDs, the others. */
  seekers: z.enum(['without_id', 'with_id']).default('without_id'),
  /** A block with more identities on its other side is left out, and reported. */
  cap: z.number().int().positive(),
});

/** The file format of a linkage model. */
export const modelSchema = z.strictObject({
  format: z.literal('yingbao-linkage-model/1'),
  name: z.string().min(1),
  version: z.number().int().positive(),
  provenance: z.strictObject({ how: z.string(), date: z.string(), note: z.string() }),
  prior: z.strictObject({
    /** Expected number of true partners of a record that looks for its person. */
    partners: z.number().positive(),
    /** Expected number of relatives among the others: the people one is most easily confused with. */
    relatives: z.number().positive(),
    /** Probability that a partner, where there is one, is among the candidates and looks like one. */
    reached: z.number().gte(0).lt(1).default(0),
  }),
  thresholds: z.strictObject({
    /** Match weights (log2 odds) from which a pair is linked, and from which it is shown for review. */
    link: z.number(),
    review: z.number(),
    /** A second candidate within so many bits of the best makes both `review`. */
    margin: z.number().nonnegative(),
  }),
  blocking: z.array(blockingRule).min(1),
  comparisons: z.array(comparison).min(1),
});

export type LinkageModel = z.infer<typeof modelSchema>;
export type ModelComparison = LinkageModel['comparisons'][number];
export type ModelLevel = ModelComparison['levels'][number];
export type BlockingRule = LinkageModel['blocking'][number];

/** Reads a model from JSON text. Throws ConfigError that names every wrong place. */
export function parseModel(json: string, shown: string): LinkageModel {
  const parsed = checkSchema(modelSchema, readModelJson(json, shown));
  if (!parsed.success) {
    const { zh, en } = problemLines(parsed.problems);
    throw new ConfigError(`${shown} is not a linkage model:\n${en}`, {
      zh: `${shown} 不是关联模型：\n${zh}`,
      code: 'E_MODEL_INVALID',
      hint: 'compare it with data/models/registries.json',
      file: shown,
    });
  }
  return parsed.data;
}

/** Loads a model file. Throws ConfigError where it is missing or wrong. */
export async function loadModel(path: string, shown: string = path): Promise<LinkageModel> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`the linkage model ${shown} cannot be read`, {
      zh: `关联模型 ${shown} 无法读取`,
      code: 'E_MODEL_MISSING',
      hint: 'give the path of a model file, or leave `linkage.model` out to use the one that ships',
      file: shown,
      cause: error,
    });
  }
  return parseModel(json, shown);
}
