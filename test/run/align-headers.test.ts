import { describe, expect, it } from 'vitest';
import { alignHeaders } from '../../src/run/align-headers.js';

function table(headers: readonly string[]): Parameters<typeof alignHeaders>[0] {
  return {
    headers,
    records: 1,
    query: (columns) => columns.map(({ header, as }) => `${header}>${as}`).join(' '),
  };
}

describe('alignHeaders', () => {
  it('gives a column the header under which the other table has the same field', () => {
    const aligned = alignHeaders(
      table(['姓名', '身份证号', '联系电话']),
      table(['姓名', '证件号码', '手机号码']),
    );
    expect(aligned.headers).toEqual(['姓名', '身份证号', '联系电话']);
    expect(aligned.query([{ header: '身份证号', as: 'column_1' }])).toBe('证件号码>column_1');
  });

  it('leaves headers that are equal already, and those that mean nothing known', () => {
    const aligned = alignHeaders(table(['surname', 'phone no']), table(['surname', 'given']));
    expect(aligned.headers).toEqual(['surname', 'given']);
  });

  it('takes no column twice', () => {
    const aligned = alignHeaders(table(['身份证号', '公民身份号码']), table(['证件号码']));
    expect(aligned.headers).toHaveLength(1);
  });
});
