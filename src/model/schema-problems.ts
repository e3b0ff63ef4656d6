import { z } from 'zod';
import { joinBilingual, type Bilingual } from './bilingual.js';

/** What is wrong with one place of a file that people write. */
export interface SchemaProblem {
  readonly path: readonly PropertyKey[];
  readonly said: Bilingual;
  /** Keys that the schema does not know; `path` is the map that holds them. */
  readonly unknownKeys: readonly string[];
}

export type SchemaOutcome<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly problems: readonly SchemaProblem[] };

/** Stands between the languages in the one text that a schema can carry for a wrong value. */
const BETWEEN = '\u001F';

/** A schema's own words for a wrong value, in both languages; `checkSchema` takes them apart. */
export function inBoth(zh: string, en: string): string {
  return `${en}${BETWEEN}${zh}`;
}

/** Holds a value against a schema and says what is wrong in both languages. */
export function checkSchema<T>(schema: z.ZodType<T>, value: unknown): SchemaOutcome<T> {
  // With the input, the Chinese words can say what stands there instead.
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed;
  return {
    success: false,
    problems: parsed.error.issues.map((issue) => ({
      path: issue.path,
      said: saidOf(issue),
      unknownKeys: issue.code === 'unrecognized_keys' ? issue.keys : [],
    })),
  };
}

/** All problems, one on a line, each with its place. */
export function problemLines(problems: readonly SchemaProblem[]): Bilingual {
  return joinBilingual(problems.map(({ path, said }) => atPath(path, said)));
}

/** A problem behind the place where it stands. */
export function atPath(path: readonly PropertyKey[], { zh, en }: Bilingual): Bilingual {
  const place = path.map(String).join('.');
  return { zh: `${place || '（顶层）'}：${zh}`, en: `${place || '(top)'}: ${en}` };
}

function saidOf(issue: z.core.$ZodIssue): Bilingual {
  // Of a key that it refuses a schema says what a key may be.
  const nested = issue.code === 'invalid_key' ? issue.issues.map((one) => saidOf(one).en) : [];
  const [own = '', zh] = issue.message.split(BETWEEN);
  const en = nested.join('; ') || own;
  return { zh: zh ?? chineseWords(issue), en };
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表',
  object: '“键: 值”的形式',
  record: '“键: 值”的形式',
  null: '空值',
};

/** What zod finds by itself, in plain words; for what is rare, its own Chinese. */
function chineseWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'invalid_value':
      return `应为${issue.values.length > 1 ? '以下之一' : ''}：${issue.values.map(String).join('、')}`;
    case 'unrecognized_keys':
      return `没有这样的项：${issue.keys.join('、')}`;
    case 'too_small':
      return `应${issue.inclusive === false ? '大于' : '不少于'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `应${issue.inclusive === false ? '小于' : '不超过'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `应符合格式 ${issue.pattern ?? ''}` : ownChinese(issue);
    case 'invalid_key':
      return ['名称的写法不对', ...issue.issues.map((one) => saidOf(one).zh)].join('：');
    case 'invalid_union':
    case 'custom':
      return '不是可以接受的写法';
    case 'invalid_element':
    case 'not_multiple_of':
      return ownChinese(issue);
  }
}

function wrongType({ expected, input }: z.core.$ZodIssueInvalidType): string {
  const wanted = `应为${TYPES[expected] ?? ` ${expected}`}`;
  if (input === undefined) return `缺少此项，${wanted}`;
  const kind = input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input;
  return kind === expected ? wanted : `${wanted}，现为${TYPES[kind] ?? ` ${kind}`}`;
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' 个字' : origin === 'array' ? ' 项' : '';
}

function ownChinese(issue: z.core.$ZodIssue): string {
  const said = z.locales.zhCN().localeError({ ...issue, input: issue.input } as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? '写法不对';
}
