import { z } from 'zod';
import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { inBoth } from '../model/schema-problems.js';
import { mappingsSchema } from './mappings-schema.js';

const day = z.iso.date(inBoth('日期应写作 YYYY-MM-DD', 'a day is written YYYY-MM-DD'));

const days = (usual: number): z.ZodDefault<z.ZodNumber> => z.number().int().min(1).max(3660).default(usual);

const registryName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,40}$/,
    inBoth(
      '名单名称只用小写字母、数字和 _，并以字母开头',
      'a registry name is lower-case letters, digits and _, and starts with a letter',
    ),
  );

/** Further columns of kind custom go by such names in the SQL of rules, in small letters with _. */
const FURTHER_FIELD = /^[a-z][A-Za-z0-9]{0,40}$/;

function unknownField(kind: RegistryKind, name: string): string {
  return kind === 'custom'
    ? inBoth(
        `custom 类名单的补充列只用字母和数字命名，如 altitude：${name}`,
        `a further column of kind custom has a name of letters and digits, e.g. altitude: ${name}`,
      )
    : inBoth(
        `${kind} 类名单没有 ${name} 这一字段（见 yingbao schema ${kind}）`,
        `there is no field ${name} in kind ${kind} (yingbao schema ${kind})`,
      );
}

const registry = z
  .strictObject({
    kind: z.enum(REGISTRY_KINDS),
    files: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .transform((files) => (typeof files === 'string' ? [files] : files)),
    asOf: day.optional(),
    columns: z.record(z.string(), z.string()).default({}),
    /** What the list is called on a notice; documented registries of other departments have their names. */
    title: z.string().min(1).optional(),
    /** Words of this registry alone, over those of the project. */
    mappings: mappingsSchema,
    /** True once the use of another department's registry is authorised; rules that need it wait until then. */
    authorised: z.boolean().default(false),
  })
  .superRefine(({ kind, columns }, context) => {
    const known = KIND_SPECS[kind].fields.map(({ name }) => name);
    for (const name of Object.keys(columns)) {
      if (known.includes(name) || (kind === 'custom' && FURTHER_FIELD.test(name))) continue;
      context.addIssue({ code: 'custom', path: ['columns', name], message: unknownField(kind, name) });
    }
  });

const parameterValue = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.number()),
]);

/** The shape of `yingbao.yaml`; unknown keys are errors, so a typing mistake never passes for a default. */
export const projectSchema = z.strictObject({
  version: z.literal(1).default(1),
  name: z.string().min(1).default('yingbao'),
  county: z.string().min(1).optional(),
  asOf: day.optional(),
  registries: z
    .record(registryName, registry)
    .refine(
      (all) => Object.keys(all).length > 0,
      inBoth('至少要有一份名单', 'at least one registry is needed'),
    ),
  /** Named, the file must be there; otherwise `standards.csv` is read where there is one. */
  standards: z.string().min(1).optional(),
  mappings: mappingsSchema,
  rules: z
    .strictObject({
      folder: z.string().optional(),
      parameters: z.record(z.string(), z.record(z.string(), parameterValue)).default({}),
      disable: z.array(z.string()).default([]),
      /** Rules that are evaluated and counted, not listed. */
      shadow: z.array(z.string()).default([]),
      /** A registry that ends more than this many days before the as-of date is stale and accuses nobody. */
      staleDays: z.number().int().min(1).max(3660).default(92),
      /** A rule that takes longer than this is stopped, and the run with it: the night is no longer than that. */
      minutes: z.number().int().min(1).max(1440).default(30),
    })
    .prefault({}),
  intake: z.strictObject({ maxRejectShare: z.number().min(0).max(1).default(0.01) }).prefault({}),
  linkage: z
    .strictObject({
      model: z.string().optional(),
      singlesUpTo: z.number().int().min(0).default(500_000),
    })
    .prefault({}),
  outputs: z
    .strictObject({
      /** How long a department keeps what a run writes; stands in the manifest, nothing is deleted by it. */
      retentionDays: z.number().int().min(1).max(36_500).optional(),
      /** True where a workbook with drop-downs is to stand beside each worklist. */
      workbooks: z.boolean().default(false),
    })
    .prefault({}),
  /** How outcomes of visits count. */
  outcomes: z
    .strictObject({
      /** Days between telling a person and closing a finding that they were wrongly included. */
      coolingDays: days(30),
      /** Days for which an objection pauses a finding. */
      objectionDays: days(60),
      /** Days after a visit until somebody missed and found not eligible may be listed again on the same evidence. */
      clearanceDays: days(365),
      /** Days for which a finding that was handled elsewhere is not listed. */
      handledDays: days(90),
      /** Days after a visit confirmed that somebody is missed until it is overdue that the lists still say so. */
      waitingDays: days(60),
      /** Answers an hour from which somebody's answers are reported. */
      perHour: z.number().int().min(1).max(1000).default(12),
      /** Answers from which it is reported that all are alike. */
      alike: z.number().int().min(2).max(1000).default(20),
      /** Where to object: office, address, telephone; printed on notices. */
      contact: z.string().min(1).optional(),
    })
    .prefault({}),
  engine: z
    .strictObject({
      threads: z.number().int().min(1).max(256).optional(),
      memoryLimitMb: z.number().int().min(256).default(2048),
    })
    .prefault({}),
});

/** A parsed project file. */
export type ProjectFile = z.infer<typeof projectSchema>;
export type RegistryConfig = ProjectFile['registries'][string];
export type ParameterValue = z.infer<typeof parameterValue>;
