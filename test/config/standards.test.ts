import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStandards, parseStandards } from '../../src/config/standards.js';
import { ConfigError } from '../../src/model/errors.js';

const HEADER = 'county,scheme,effective_from,monthly_yuan\n';

function refusal(text: string): ConfigError {
  try {
    parseStandards(text, 'standards.csv');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('the standards were accepted');
}

describe('standards.csv', () => {
  it('gives one standard a line, in yuan per person and month', () => {
    expect(
      parseStandards(`${HEADER}南屏县,dibao,2026-01-01,826.08\n南屏县,tekun,2026-01-01,2076\n`, 's'),
    ).toEqual([
      { county: '南屏县', scheme: 'dibao', effectiveFrom: '2026-01-01', monthlyYuan: 826.08 },
      { county: '南屏县', scheme: 'tekun', effectiveFrom: '2026-01-01', monthlyYuan: 2076 },
    ]);
  });

  it('reads the file that Excel saves: BOM, CRLF, empty lines, padded header', () => {
    const text = `\ufeffcounty , scheme,effective_from,monthly_yuan\r\n\r\n南屏县,dibao,2026-01-01,800\r\n`;
    expect(parseStandards(text, 's')).toHaveLength(1);
  });

  it('takes lines that begin with # for comments', () => {
    expect(
      parseStandards(`${HEADER}# 说明\n#南屏县,dibao,2026-01-01,\n南屏县,dibao,2026-01-01,800\n`, 's'),
    ).toHaveLength(1);
  });

  it('reports every bad line at once', () => {
    const { message, code } = refusal(
      `${HEADER}南屏县,dibao,2026-01-01,800\n南屏县,农保,2026-01-01,800\n,dibao,2026-01-01,800\n东屿县,dibao,2026/13/1,800\n西溪县,dibao,2026-01-01,八百\n`,
    );
    expect(code).toBe('E_STANDARDS_INVALID');
    for (const place of [':3 scheme', ':4 county', ':5 effective_from', ':6 monthly_yuan']) {
      expect(message).toContain(`standards.csv${place}`);
    }
    expect(message).not.toContain(':2 ');
  });

  it.each(['0', '-5', '100000', '8e2', '826.005', '1,00', ' '])('refuses %j as an amount', (amount) => {
    expect(refusal(`${HEADER}南屏县,dibao,2026-01-01,"${amount}"\n`).message).toContain('monthly_yuan');
  });

  it.each(['2026-02-30', '2025-02-29', '2026-00-01'])('refuses %s, which is no day', (day) => {
    expect(refusal(`${HEADER}南屏县,dibao,${day},800\n`).message).toContain('effective_from');
  });

  it('refuses two standards for one county, scheme and day', () => {
    const { message } = refusal(`${HEADER}南屏县,dibao,2026-01-01,800\n南屏县,dibao,2026-01-01,900\n`);
    expect(message).toContain('南屏县, dibao, 2026-01-01');
  });

  it('keeps several dates of one county', () => {
    expect(
      parseStandards(`${HEADER}南屏县,dibao,2025-01-01,750\n南屏县,dibao,2026-01-01,800\n`, 's'),
    ).toHaveLength(2);
  });

  it.each(['a column is missing', 'a line is too long', 'a quote is open'])('refuses when %s', (what) => {
    const text =
      what === 'a column is missing'
        ? 'county,scheme,monthly_yuan\n南屏县,dibao,800\n'
        : what === 'a line is too long'
          ? `${HEADER}南屏县,dibao,2026-01-01,800,多\n`
          : `${HEADER}"南屏县,dibao,2026-01-01,800\n`;
    expect(refusal(text).code).toBe('E_STANDARDS_INVALID');
  });

  it('refuses a file that is missing, and what is no file', () => {
    const room = mkdtempSync(join(tmpdir(), 'yingbao-standards-'));
    expect(() => loadStandards(join(room, 'standards.csv'), 'standards.csv')).toThrow(
      expect.objectContaining({ code: 'E_STANDARDS_MISSING' }) as Error,
    );
    mkdirSync(join(room, 'folder.csv'));
    expect(() => loadStandards(join(room, 'folder.csv'), 'folder.csv')).toThrow(
      expect.objectContaining({ code: 'E_STANDARDS_UNREADABLE' }) as Error,
    );
  });

  it('reads a table as an office writes it: Chinese headers, words, days and amounts, further columns', () => {
    const text = [
      '序号,县（市、区）,救助类型,起始日期,月标准（元/人·月）,备注',
      '1,南屏县,城乡低保,2026年1月1日,"1,026.50元",',
      '2,南屏县,特困人员,2026.1,2076,含价格补贴',
      '',
    ].join('\n');
    expect(parseStandards(text, 's')).toEqual([
      { county: '南屏县', scheme: 'dibao', effectiveFrom: '2026-01-01', monthlyYuan: 1026.5 },
      { county: '南屏县', scheme: 'tekun', effectiveFrom: '2026-01-01', monthlyYuan: 2076 },
    ]);
  });

  it('takes urban and rural rows of one amount for one standard, and refuses two amounts', () => {
    const rows = (rural: string): string =>
      `${HEADER}南屏县,城市低保,2026-01-01,800\n南屏县,农村低保,2026-01-01,${rural}\n`;
    expect(parseStandards(rows('800'), 's')).toHaveLength(1);
    expect(refusal(rows('700')).message).toContain('two standards for 南屏县, dibao, 2026-01-01');
  });

  it('names the columns that are missing, once, with what they mean', () => {
    const { message, hint } = refusal('县区,类别,年标准\n南屏县,低保,9913\n');
    expect(message).toBe(
      'standards.csv:1 no column effective_from (起始日期)\nstandards.csv:1 no column monthly_yuan (月标准（元/人·月）)',
    );
    expect(hint).toContain('divided by 12');
  });

  it('refuses a scheme that is neither dibao nor tekun', () => {
    expect(refusal(`${HEADER}南屏县,特困照料护理,2026-01-01,300\n`).message).toContain(
      'dibao (低保) or tekun (特困)',
    );
  });

  it('reads GB18030, and says of other bytes that they are none', () => {
    const room = mkdtempSync(join(tmpdir(), 'yingbao-standards-'));
    // 县区,类别,起始日期,月标准 and 甲县,低保
    const head = 'cfd8c7f82cc0e0b1f02cc6f0cabcc8d5c6da2cd4c2b1ead7bc0a';
    const row = 'bcd7cfd82cb5cdb1a32c';
    const rest = Buffer.from('2026-01-01,800\n').toString('hex');
    writeFileSync(join(room, 'gb.csv'), Buffer.from(head + row + rest, 'hex'));
    writeFileSync(join(room, 'odd.csv'), Buffer.from('ffff80', 'hex'));
    expect(loadStandards(join(room, 'gb.csv'), 's')).toEqual([
      { county: '甲县', scheme: 'dibao', effectiveFrom: '2026-01-01', monthlyYuan: 800 },
    ]);
    expect(() => loadStandards(join(room, 'odd.csv'), 's')).toThrow('neither UTF-8 nor GB18030');
  });
});
