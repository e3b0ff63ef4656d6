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
