import { describe, expect, it } from 'vitest';
import { findHeader } from '../../src/ingest/find-header.js';

const request = { kind: 'death', overrides: {}, file: 'a.csv' } as const;

describe('findHeader', () => {
  it.each([',', '\t', ';', '|'])('finds the delimiter %j in the header', (delimiter) => {
    const found = findHeader(`${['姓名', '身份证号', '死亡日期'].join(delimiter)}\n`, request);
    expect(found).toMatchObject({ delimiter, line: 1, lastLine: 1 });
  });

  it('passes title and note rows', () => {
    const found = findHeader('某县死亡人员名单,,\n制表单位：民政局,,\n\n姓名,身份证号,死亡日期\n', request);
    expect(found.line).toBe(4);
  });

  it('reads a header cell with a line break', () => {
    expect(findHeader('姓名,"身份\n证号",死亡日期\n', request)).toMatchObject({ line: 1, lastLine: 2 });
  });

  it('reads a header over two rows, as a spreadsheet saves it', () => {
    const found = findHeader('姓名,身份证号,时间,\n,,死亡日期,火化日期\n许文梅,1,2026-03-04,\n', request);
    expect(found).toMatchObject({
      line: 1,
      lastLine: 2,
      headers: ['姓名', '身份证号', '死亡日期', '火化日期'],
    });
  });

  it('reads members under titles that span several columns', () => {
    const head = '户主姓名,户主身份证号,救助类型,成员一,,成员二,\n,,,姓名,身份证号码,姓名,身份证号码\n';
    const found = findHeader(head, { ...request, kind: 'assistance' });
    expect(found.headers.slice(3)).toEqual([
      '成员一姓名',
      '成员一身份证号码',
      '成员二姓名',
      '成员二身份证号码',
    ]);
  });

  it('takes no row of data into the header', () => {
    const text = '姓名,身份证号,死亡日期,类型,\n许文梅,350589197804216383,2026-03-04,地址,备注\n';
    expect(findHeader(text, request)).toMatchObject({ line: 1, lastLine: 1 });
  });

  it('does not echo cells of a file without a header', () => {
    try {
      findHeader('张三,350589194502200788,2026-01-01\n', request);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'E_HEADER_UNKNOWN' });
      expect(String(error)).not.toContain('张三');
    }
  });

  it('says which kind the header fits instead', () => {
    expect(() => findHeader('姓名,残疾人证号,残疾类别,残疾等级\n', request)).toThrow(
      /fits kind `disability`/,
    );
  });
});

describe('a title above the header', () => {
  /** What is refused, and of which line the message speaks. */
  function refusal(head: string): { code: string; line: number; message: string } {
    try {
      findHeader(head, request);
    } catch (error) {
      return error as { code: string; line: number; message: string };
    }
    throw new Error('not refused');
  }

  it('is not the header, even where it is a word of the kind', () => {
    const header = '谁,哪天,何处,经手';
    expect(refusal(`死亡人员,,,\n制表单位：某局,,,\n${header}\n`)).toMatchObject({
      code: 'E_HEADER_UNKNOWN',
      line: 3,
    });
    expect(refusal(`残疾人,,\n\n姓名,证件,哪天\n`)).toMatchObject({ code: 'E_HEADER_MISSING', line: 3 });
  });

  it('does not hide what the header misses', () => {
    const { code, line, message } = refusal('死亡时间：2026年\n姓名,身份证号\n许文梅,350589194502200788\n');
    expect([code, line]).toEqual(['E_HEADER_MISSING', 2]);
    expect(message).toContain('`deathDate` (死亡日期');
  });

  it('names the line that has most headers of another kind, and what is missing from it', () => {
    const { code, line, message } = refusal(
      '某县名单,,\n就诊编号,结算编号,险种类型\n350589194502200788,1,310\n',
    );
    expect([code, line]).toEqual(['E_HEADER_UNKNOWN', 2]);
    expect(message).toContain('line 2 looks most like one');
    expect(message).toMatch(/missing is `name` \(姓名.*`deathDate`/);
    expect(message).not.toContain('350589194502200788');
  });

  it('is a header where it is the only column', () => {
    expect(findHeader('姓名\n许文梅\n', { ...request, kind: 'custom' }).line).toBe(1);
  });
});
