import { z } from 'zod';
import type { Bilingual } from '../model/bilingual.js';
import { isRegistryKind, KIND_SPECS, REGISTRY_KINDS } from '../model/registry-kinds.js';
import { inBoth } from '../model/schema-problems.js';
import { GIVEN_PARAMETERS } from './given-parameters.js';
import { bilingual } from './said.js';

/** A list as rules name it: a kind of registry, or one of another department. */
export const listName = z
  .string()
  .refine(
    (name) => isRegistryKind(name) || /^custom_[a-z][a-z0-9_]*$/.test(name),
    inBoth(
      `应为名单类别（${REGISTRY_KINDS.join('、')}）或其他部门名单 custom_<名称>`,
      `a kind of registry (${REGISTRY_KINDS.join(', ')}) or custom_<name> of another department`,
    ),
  );

const column = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9]*(\|[a-z][A-Za-z0-9]*)*$/,
    inBoth(
      '应为字段名，或几个中任选其一 a|b，用 camelCase',
      'a field name, or alternatives a|b, in camelCase',
    ),
  );

/** Columns by list; those of a kind are its fields, else the rule would wait for ever. */
export const listColumns = z
  .record(listName, z.array(column).min(1))
  .superRefine((lists, context) => {
    for (const [list, columns] of Object.entries(lists)) {
      if (!isRegistryKind(list)) continue;
      const fields = KIND_SPECS[list].fields.map(({ name }) => name);
      const unknown = columns.flatMap((one) => one.split('|')).filter((name) => !fields.includes(name));
      for (const name of unknown)
        context.addIssue({
          code: 'custom',
          path: [list],
          message: inBoth(
            `${list} 类名单没有 ${name} 这一字段（见 yingbao schema ${list}）`,
            `there is no field ${name} in kind ${list} (yingbao schema ${list})`,
          ),
        });
    }
  })
  .default({});

const parameter = z
  .strictObject({
    /** `map`: a number by word, as by county: `$ages[county_key]`, NULL for a word that it does not have. */
    type: z.enum(['number', 'text', 'list', 'map']),
    /** Without a default the project must set the parameter, else the rule is skipped. */
    default: z
      .union([z.number(), z.string(), z.array(z.string()), z.record(z.string(), z.number())])
      .optional(),
    /** The words that a text may be; another one is refused. */
    choices: z.array(z.string().min(1)).min(2).optional(),
    /** In both languages, or in one where a project writes for itself. */
    meaning: z.union([z.string().min(1), bilingual]),
  })
  .superRefine((spec, context) => {
    const problem = spec.default === undefined ? null : parameterProblem(spec.default, spec);
    if (problem !== null)
      context.addIssue({ code: 'custom', path: ['default'], message: inBoth(problem.zh, problem.en) });
  });

/** Parameters by name; those that every rule is given have theirs already. */
export const ruleParameterSpecs = z
  .record(
    z
      .string()
      .regex(
        /^[a-z][A-Za-z0-9]*$/,
        inBoth('参数名用 camelCase：字母和数字', 'the name of a parameter is camelCase: letters and digits'),
      )
      .refine(
        (name) => !GIVEN_PARAMETERS.includes(name),
        inBoth('每条规则都已有同名参数', 'every rule is given a parameter of this name'),
      ),
    parameter,
  )
  .default({});

type ParameterSpec = Pick<z.infer<typeof parameter>, 'type' | 'choices'>;

/** What is wrong with a value of a parameter, null where nothing is. */
export function parameterProblem(value: unknown, { type, choices }: ParameterSpec): Bilingual | null {
  if (typeOf(value) !== type) return { zh: `应为${TYPE_WORDS[type]}`, en: `a ${type} is needed` };
  if (choices === undefined || choices.includes(String(value))) return null;
  return {
    zh: `只能是以下之一：${choices.join('、')}`,
    en: `there is no such choice; one of: ${choices.join(', ')}`,
  };
}

const TYPE_WORDS = { number: '数字', text: '文字', list: '列表', map: '“词: 数字”的形式' } as const;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  return typeof value === 'number' ? 'number' : 'text';
}
