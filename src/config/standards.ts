import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { inFront, joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import { atPath, checkSchema, inBoth } from '../model/schema-problems.js';
import type { Project } from './project.js';
import type { Standard, StandardRow } from './standard.js';
import { inheritanceProblems, resolveInheritance } from './standard-inheritance.js';
import {
  decodeStandards,
  plainAmount,
  standardsColumn,
  standardsDay,
  standardsScheme,
} from './standards-words.js';

export const STANDARDS_HEADER = ['county', 'scheme', 'effective_from', 'monthly_yuan'] as const;

/**
 * An optional fifth column: from `effective_from` on the county takes the standard of the area named here, until its next
 * own row. Nothing is taken over unless a row says so.
 */
export const INHERITS_COLUMN = 'inherits';

const AMOUNT: Bilingual = {
  zh: '应为每人每月金额（元），如 826.00',
  en: 'yuan per person and month, e.g. 826.00',
};

const rowSchema = z.object({
  county: z.string().trim().min(1, inBoth('缺少县区', 'the county is missing')),
  scheme: z
    .string()
    .transform((written) => standardsScheme(written) ?? written)
    .pipe(
      z.enum(
        ['dibao', 'tekun'],
        inBoth('应为 dibao（低保）或 tekun（特困）', 'dibao (低保) or tekun (特困)'),
      ),
    ),
  effective_from: z
    .string()
    .transform((written) => standardsDay(written) ?? written)
    .pipe(z.iso.date(inBoth('日期应写作 YYYY-MM-DD', 'a day is written YYYY-MM-DD'))),
  inherits: z.string().trim().default(''),
  monthly_yuan: z
    .string()
    .default('')
    .transform(plainAmount)
    .refine((yuan) => /^(\d+(\.\d{1,2})?)?$/.test(yuan), inBoth(AMOUNT.zh, AMOUNT.en))
    .transform((yuan) => (yuan === '' ? null : Number(yuan)))
    .refine(
      (yuan) => yuan === null || (yuan > 0 && yuan < 100_000),
      inBoth('应在 0 至 100,000 元之间', 'must lie between 0 and 100,000 yuan'),
    ),
});

/** The file of a project that names none. */
export const STANDARDS_FILE = 'standards.csv';

/**
 * The standards of a project. A project without any is judged by the rules that need none; a file that it names and that
 * is not there is a mistake, and no run may pass over it. Throws ConfigError.
 */
export function projectStandards({ folder, file }: Project): readonly Standard[] {
  if (file.standards === undefined && !existsSync(join(folder, STANDARDS_FILE))) return [];
  const shown = file.standards ?? STANDARDS_FILE;
  return loadStandards(join(folder, shown), shown);
}

/** Reads a file of standards. Throws ConfigError with every bad line at once, or where there is none. */
export function loadStandards(path: string, shown: string): readonly Standard[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new ConfigError(`${shown}: no such file`, {
        zh: `${shown}：文件不存在`,
        code: 'E_STANDARDS_MISSING',
        hint: 'mend `standards` in yingbao.yaml, or take it out: then rules that need a standard wait',
        file: shown,
      });
    }
    throw new ConfigError(`${shown}: cannot be read`, {
      zh: `${shown}：无法读取`,
      code: 'E_STANDARDS_UNREADABLE',
      file: shown,
      cause: error,
    });
  }
  const text = decodeStandards(bytes);
  if (text === null) {
    throw new ConfigError(`${shown}: neither UTF-8 nor GB18030`, {
      zh: `${shown}：编码既不是 UTF-8，也不是 GB18030`,
      code: 'E_STANDARDS_UNREADABLE',
      hint: 'save it as CSV again',
      file: shown,
    });
  }
  return parseStandards(text, shown);
}

/** Parses the text of a standards file. Lines that begin with `#` are comments. */
export function parseStandards(text: string, shown: string): readonly Standard[] {
  const problems: Bilingual[] = [];
  const rows = parseRows(text, shown).flatMap(({ record, line }): StandardRow[] => {
    const parsed = checkSchema(rowSchema, record);
    const found = parsed.success
      ? rowProblems(parsed.data)
      : parsed.problems.map(({ path, said }) => atPath(path, said));
    problems.push(...found.map((problem) => inFront(`${shown}:${line} `, problem)));
    return parsed.success ? [toRow(parsed.data)] : [];
  });
  const distinct = rows.filter((row, index) => !rows.slice(0, index).some((one) => sameStandard(one, row)));
  problems.push(...duplicates(distinct, shown), ...inheritanceProblems(distinct, shown));
  if (problems.length > 0) {
    const { zh, en } = joinBilingual(problems);
    throw new ConfigError(en, {
      zh,
      code: 'E_STANDARDS_INVALID',
      hint: `the columns are ${STANDARDS_HEADER.join(', ')} and, where a county takes over a standard, ${INHERITS_COLUMN}`,
      file: shown,
    });
  }
  return resolveInheritance(distinct);
}

/** Urban and rural rows of one amount are one standard; of two amounts they contradict each other. */
function sameStandard(a: StandardRow, b: StandardRow): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const AMOUNT_TWICE: Bilingual = {
  zh: '沿用其他地区标准的行不再写金额',
  en: 'a row that inherits states no amount of its own',
};

function rowProblems(row: z.infer<typeof rowSchema>): readonly Bilingual[] {
  const takesOver = row.inherits !== '';
  const hasAmount = row.monthly_yuan !== null;
  return takesOver === hasAmount ? [atPath(['monthly_yuan'], takesOver ? AMOUNT_TWICE : AMOUNT)] : [];
}

function toRow(row: z.infer<typeof rowSchema>): StandardRow {
  return {
    county: row.county,
    scheme: row.scheme,
    effectiveFrom: row.effective_from,
    monthlyYuan: row.monthly_yuan,
    inherits: row.inherits === '' ? null : row.inherits,
  };
}

function parseRows(text: string, shown: string): { record: Record<string, string>; line: number }[] {
  try {
    const rows = parse(text, {
      bom: true,
      columns: (header: string[]) => columnsOf(header, shown),
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const line = (error as { lines?: number }).lines;
    throw new ConfigError(`${shown}: not a valid CSV`, {
      zh: `${shown}：不是有效的 CSV`,
      code: 'E_STANDARDS_INVALID',
      hint: `the columns are ${STANDARDS_HEADER.join(', ')}`,
      file: shown,
      ...(line === undefined ? {} : { line }),
      cause: error,
    });
  }
}

/** Our names for the columns, further ones left out. Throws ConfigError where one is missing or stands twice. */
function columnsOf(header: readonly string[], shown: string): (string | false)[] {
  const columns = header.map((cell) => standardsColumn(cell) ?? false);
  const count = (wanted: string): number => columns.filter((column) => column === wanted).length;
  const missing = STANDARDS_HEADER.filter((column) => count(column) === 0);
  const twice = [...STANDARDS_HEADER, INHERITS_COLUMN].filter((column) => count(column) > 1);
  if (missing.length === 0 && twice.length === 0) return columns;
  const said = [
    ...missing.map((column) => ({
      zh: `缺少列 ${column}（${COLUMN_WORDS[column]}）`,
      en: `no column ${column} (${COLUMN_WORDS[column]})`,
    })),
    ...twice.map((column) => ({ zh: `有两列都是 ${column}`, en: `two columns mean ${column}` })),
  ];
  const { zh, en } = joinBilingual(said.map((one) => inFront(`${shown}:1 `, one)));
  throw new ConfigError(en, {
    zh,
    code: 'E_STANDARDS_INVALID',
    hint: 'amounts are yuan per person and month; a yearly standard is divided by 12 first',
    file: shown,
    line: 1,
  });
}

const COLUMN_WORDS: Readonly<Record<(typeof STANDARDS_HEADER)[number], string>> = {
  county: '县区',
  scheme: '救助类型',
  effective_from: '起始日期',
  monthly_yuan: '月标准（元/人·月）',
};

function duplicates(standards: readonly StandardRow[], shown: string): readonly Bilingual[] {
  const seen = new Set<string>();
  const problems: Bilingual[] = [];
  for (const { county, scheme, effectiveFrom } of standards) {
    const key = `${county}, ${scheme}, ${effectiveFrom}`;
    if (seen.has(key))
      problems.push({ zh: `${shown}：${key} 有两个标准`, en: `${shown}: two standards for ${key}` });
    seen.add(key);
  }
  return problems;
}
