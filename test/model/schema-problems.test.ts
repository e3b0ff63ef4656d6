import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSchema, inBoth, problemLines } from '../../src/model/schema-problems.js';

const schema = z.strictObject({
  name: z.string().min(1),
  day: z.iso.date(inBoth('日期应写作 YYYY-MM-DD', 'a day is written YYYY-MM-DD')),
  share: z.number().gt(0).max(1),
  kind: z.enum(['a', 'b']),
  files: z.array(z.string()).min(1),
  of: z.record(z.string().regex(/^[a-z]+$/), z.number().int()),
});

function problemsOf(value: unknown): { zh: string; en: string } {
  const checked = checkSchema(schema, value);
  return checked.success ? { zh: '', en: '' } : problemLines(checked.problems);
}

describe('problems of a file that people write', () => {
  it('are said in Chinese, each with its place', () => {
    const wrong = { name: 5, day: '1.2.', share: 0, kind: 'c', files: [], of: { a: 1.5, B: 1 }, x: 1 };
    expect(problemsOf(wrong).zh.split('\n')).toEqual([
      'name：应为文字，现为数字',
      'day：日期应写作 YYYY-MM-DD',
      'share：应大于 0',
      'kind：应为以下之一：a、b',
      'files：应不少于 1 项',
      'of.a：应为整数，现为数字',
      'of.B：名称的写法不对：应符合格式 /^[a-z]+$/',
      '（顶层）：没有这样的项：x',
    ]);
    expect(problemsOf({ ...wrong, name: undefined }).zh).toMatch(/^name：缺少此项，应为文字$/m);
  });

  it('keep the English words of the schema and of zod', () => {
    const { en } = problemsOf({ name: 5, day: '1.2.', share: 1, kind: 'a', files: ['f'], of: {} });
    expect(en).toBe(
      'name: Invalid input: expected string, received number\nday: a day is written YYYY-MM-DD',
    );
  });
});
