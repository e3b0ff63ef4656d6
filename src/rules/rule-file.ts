import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { inFront, joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import { FINDING_KINDS, SEVERITIES } from '../model/finding.js';
import { REGISTRY_KINDS } from '../model/registry-kinds.js';
import { atPath, checkSchema, inBoth } from '../model/schema-problems.js';
import { yamlWords } from '../model/yaml-words.js';
import { listColumns, listName, ruleParameterSpecs } from './front-matter.js';
import { bilingual, said } from './said.js';
import { ruleSqlProblems } from './sql-guard.js';

/** Shared counter-evidence that a rule may name; see suppressors.ts. */
export const SUPPRESSORS = [
  'endedCover',
  'goodIncome',
  'fiscalPayroll',
  'secondHouse',
  'vehicle',
  'business',
] as const;
export type Suppressor = (typeof SUPPRESSORS)[number];

/**
 * Columns that a rule's rows may have beside the fixed ones: months of money at risk; independent witnesses; a severity of
 * the row's own, NULL for that of the front matter.
 */
export const OPTIONAL_YIELDS = ['months_at_risk', 'witnesses', 'severity'] as const;

const bilingualList = z.strictObject({ zh: z.array(said).min(1), en: z.array(said).min(1) });
/** `{column}` and nothing else in braces, else a reader would see the braces. */
const reason = said.refine(
  (text) => !/[{}]/.test(text.replace(/\{[a-z_][a-z_0-9]*\}/g, '')),
  inBoth(
    '花括号里写 SELECT 的列名，小写字母：{column}',
    'braces hold the name of a column of the SELECT in small letters: {column}',
  ),
);

const basis = z.strictObject({
  title: z.string().min(1),
  date: z.iso.date().optional(),
  article: z.string().optional(),
  /** True once somebody has read the text in force. */
  verified: z.boolean(),
});

const frontMatterFields = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Z]\d{2}$/,
      inBoth('规则编号是一个大写字母加两位数字，如 M01', 'a rule id is a letter and two digits, e.g. M01'),
    ),
  version: z.number().int().min(1),
  kind: z.enum(FINDING_KINDS),
  title: bilingual,
  severity: z.enum(SEVERITIES),
  /** Evaluated and counted, not listed: for a rule whose yield nobody has measured. */
  shadow: z.boolean().default(false),
  requires: z.array(z.enum(REGISTRY_KINDS)).default([]),
  /** Registries of other departments (`custom_<name>`): each must be authorised in the project file. */
  departments: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).default([]),
  /** Columns that exports must have, by kind or `custom_<name>`; `a|b` means one of the two. */
  columns: listColumns,
  /** Further columns of other departments that the rule may read where they are there. */
  reads: listColumns,
  /** Kinds or `custom_<name>` whose silence is evidence: a `wrong` rule waits while one of them is stale. */
  absence: z.array(listName).default([]),
  /**
   * What a near record must be of to explain a hit of a `missed` rule that rests on the roll: the list parameter with
   * the schemes, or `episode` where each episode is the scheme that was not found. Without it: any scheme of cover.
   */
  explainedBy: z
    .string()
    .regex(
      /^[a-z][A-Za-z0-9]*$/,
      inBoth('应为本规则的列表参数，或 episode', 'a list parameter of the rule, or episode'),
    )
    .optional(),
  /** The benefit in question was granted on this ground, so a `wrong` rule may read it. */
  entitlement: z.array(z.enum(['disability'])).default([]),
  /** True where thresholds are multiples of the county's dibao standard: without standards the rule is skipped. */
  standard: z.boolean().default(false),
  parameters: ruleParameterSpecs,
  /** `{column}` is replaced by that column of the rule's rows. */
  reason: z.strictObject({ zh: reason, en: reason }),
  /** Facts against the suspicion: a BOOLEAN column of the rule's rows → the sentence shown where it is true. */
  counterEvidence: z.record(z.string(), bilingual).default({}),
  suppressors: z.array(z.enum(SUPPRESSORS)).default([]),
  /** Columns that make up the evidence: while they stay the same a cleared finding does not come back. */
  evidence: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).default([]),
  /** List columns of facts that may fall away: while none is added the evidence stays the same. */
  grounds: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).default([]),
  yields: z.array(z.enum(OPTIONAL_YIELDS)).default([]),
  innocent: bilingualList,
  check: bilingualList,
  basis: z.array(basis).min(1),
  owner: z.string().min(1),
  changes: z
    .array(z.strictObject({ version: z.number().int(), date: z.iso.date(), note: z.string() }))
    .default([]),
});

const frontMatter = frontMatterFields.refine(
  ({ explainedBy, parameters }) =>
    explainedBy === undefined || explainedBy === 'episode' || parameters[explainedBy]?.type === 'list',
  {
    path: ['explainedBy'],
    message: inBoth('应为本规则的列表参数，或 episode', 'names a list parameter of the rule, or episode'),
  },
);

/** A rule: its front matter and its SELECT. */
export interface Rule extends z.infer<typeof frontMatter> {
  readonly sql: string;
  /** The line of the file on which the SELECT begins. */
  readonly line: number;
  /** File name for messages. */
  readonly file: string;
}

/** Splits a rule file into YAML and SELECT and validates both. Throws ConfigError with all problems at once. */
export function parseRule(content: string, file: string): Rule {
  const { yaml, sql, line } = splitRule(content, file);
  const front = readFrontMatter(yaml, file);
  const parsed = checkSchema(frontMatter, front.value);
  const problems = parsed.success
    ? prefixed(ruleSqlProblems({ ...parsed.data, sql }), file)
    : front.syntax.length > 0
      ? [...front.syntax]
      : parsed.problems.map(({ path, said: words }) =>
          inFront(`${file}:${front.lineOf(path.map(String))}: `, atPath(path, words)),
        );
  if (!parsed.success)
    problems.push(...prefixed(ruleSqlProblems({ ...UNREAD, ...readableParts(front.value), sql }), file));
  if (problems.length > 0 || !parsed.success) {
    const { zh, en } = joinBilingual(problems);
    throw new ConfigError(en, {
      zh,
      code: front.syntax.length > 0 ? 'E_RULE_SYNTAX' : 'E_RULE_INVALID',
      hint: 'mend everything named; docs/rules.md says what a rule may hold',
      file,
    });
  }
  return { ...parsed.data, sql, line, file };
}

function prefixed(problems: readonly Bilingual[], file: string): Bilingual[] {
  return problems.map((problem) => inFront(`${file}: `, problem));
}

interface FrontMatter {
  readonly value: unknown;
  readonly syntax: readonly Bilingual[];
  /** The line of the file at which the deepest known part of a path stands. */
  readonly lineOf: (path: readonly string[]) => number;
}

/** Aliases are refused too: a rule is read by people, and each says what it means where it stands. */
function readFrontMatter(yaml: string, file: string): FrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { uniqueKeys: true, lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line + FRONT_MATTER_LINE;
  const lineOf = (path: readonly string[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const key = path.slice(0, length).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      const node = document.getIn(key, true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return FRONT_MATTER_LINE;
  };
  // The errors after the first follow from it.
  const syntax = document.errors.slice(0, 1).map(({ message, pos }) => {
    const words = yamlWords(message);
    return inFront(`${file}:${lineAt(pos[0])}: `, {
      zh: `开头的设置不是有效的 YAML（解析器原文：${words}）`,
      en: `the front matter is not valid YAML: ${words}`,
    });
  });
  if (syntax.length > 0) return { value: null, syntax, lineOf };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }) as unknown, syntax, lineOf };
  } catch {
    const refused = {
      zh: '不支持 YAML 别名（*名称），请写出每一个值',
      en: 'the front matter is not valid YAML: aliases (*name) are not read, write every value out',
    };
    return { value: null, syntax: [inFront(`${file}: `, refused)], lineOf };
  }
}

/** The line of the opening mark; the YAML begins on the next. */
const FRONT_MATTER_LINE = 1;

const guarded = z
  .object(frontMatterFields.shape)
  .pick({ kind: true, columns: true, reads: true, entitlement: true });

/** What of a broken front matter says how strictly the SQL is to be read. */
function readableParts(value: unknown): Partial<z.infer<typeof guarded>> {
  const parsed = guarded.safeParse(value);
  return parsed.success ? parsed.data : {};
}

/** What the SQL is checked against when the front matter itself is broken. */
const UNREAD = {
  kind: 'missed',
  columns: {},
  reads: {},
  entitlement: [],
  parameters: null,
  reason: { zh: '', en: '' },
  counterEvidence: {},
  evidence: [],
  grounds: [],
  yields: [],
} as const;

function splitRule(content: string, file: string): Pick<Rule, 'sql' | 'line'> & { readonly yaml: string } {
  // Editors of Windows put a byte order mark before the text.
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const match = /^\/\*---\n([\s\S]*?)\n---\*\/\n([\s\S]+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new ConfigError(
      `${file}: a rule file starts with YAML between /*--- and ---*/ and goes on with a SELECT`,
      {
        zh: `${file}：规则文件以 /*--- 与 ---*/ 之间的 YAML 开头，后接一条 SELECT`,
        code: 'E_RULE_FORM',
        file,
        line: 1,
      },
    );
  }
  const sql = match[2].trim();
  const before = text.slice(0, text.length - match[2].trimStart().length);
  return { yaml: match[1], sql: sql.replace(/;$/, ''), line: before.split('\n').length };
}
