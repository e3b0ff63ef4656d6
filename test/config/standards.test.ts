import { mkdtempSync, mkdirSync } from 'node:fs';
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
      `${HEADER}南屏县,dibao,2026-01-01,800\n南屏县,低保,2026-01-01,800\n,dibao,2026-01-01,800\n东屿县,dibao,2026/1/1,800\n西溪县,dibao,2026-01-01,八百\n`,
    );
    expect(code).toBe('E_STANDARDS_INVALID');
    for (const place of [':3 scheme', ':4 county', ':5 effective_from', ':6 monthly_yuan']) {
      expect(message).toContain(`standards.csv${place}`);
    }
    expect(message).not.toContain(':2 ');
  });

  it.each(['0', '-5', '100000', '8e2', '826.005', '1,000', ' '])('refuses %j as an amount', (amount) => {
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

  it('means no standards where the file is missing, and refuses what is no file', () => {
    const room = mkdtempSync(join(tmpdir(), 'yingbao-standards-'));
    expect(loadStandards(join(room, 'standards.csv'), 'standards.csv')).toEqual([]);
    mkdirSync(join(room, 'folder.csv'));
    expect(() => loadStandards(join(room, 'folder.csv'), 'folder.csv')).toThrow(
      expect.objectContaining({ code: 'E_STANDARDS_UNREADABLE' }) as Error,
    );
  });
});
