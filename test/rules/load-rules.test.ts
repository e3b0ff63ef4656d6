import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { ruleText } from './rule-builder.js';

const PACK = assetPath('src', 'rules', 'packs');
let own: string;

beforeEach(() => {
  own = join(mkdtempSync(join(tmpdir(), 'yingbao-rules-')), 'rules');
  mkdirSync(own);
});
afterEach(() => {
  rmSync(join(own, '..'), { recursive: true, force: true });
});

describe('loading rules', () => {
  it('reads the shipped pack in the order of ids', () => {
    const ids = loadRules(PACK, null).map((rule) => rule.id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(
      expect.arrayContaining(['D05', 'M01', 'M03', 'M04', 'M07', 'W01', 'W02', 'W03', 'W07']),
    );
  });

  it('gives every shipped rule words to visit with: what else it may be, what to check, on which ground', () => {
    for (const rule of loadRules(PACK, null)) {
      expect(rule.innocent.zh.length, rule.id).toBe(rule.innocent.en.length);
      expect(rule.check.zh.length, rule.id).toBeGreaterThan(0);
      expect(
        rule.basis.every((one) => one.date !== undefined),
        rule.id,
      ).toBe(true);
    }
  });

  it('adds the rules of the project', () => {
    writeFileSync(join(own, 'M80.sql'), ruleText());
    writeFileSync(join(own, 'notes.md'), 'not a rule');
    const rules = loadRules(PACK, own);
    expect(rules.filter((rule) => rule.id === 'M80')).toHaveLength(1);
    expect(rules).toHaveLength(loadRules(PACK, null).length + 1);
  });

  it('lets a rule of the project replace the shipped one of the same id', () => {
    writeFileSync(join(own, 'my-M01.sql'), ruleText({ id: 'id: M01', version: 'version: 9' }));
    const rules = loadRules(PACK, own);
    expect(rules.filter((rule) => rule.id === 'M01').map((rule) => rule.version)).toEqual([9]);
  });

  it('checks a text once, and a text that changed again', () => {
    expect(loadRules(PACK, null)[0]).toBe(loadRules(PACK, null)[0]);
    const versions = ['version: 1', 'version: 2'].map((version) => {
      writeFileSync(join(own, 'M80.sql'), ruleText({ version }));
      return loadRules(PACK, own).find((rule) => rule.id === 'M80')?.version;
    });
    expect(versions).toEqual([1, 2]);
  });

  it('refuses a file in another encoding than UTF-8, which would be read as other characters', () => {
    const gbk = Buffer.concat([Buffer.from('-- '), Buffer.from([0xb5, 0xcd]), Buffer.from('\n')]);
    writeFileSync(join(own, 'M80.sql'), Buffer.concat([Buffer.from(ruleText()), gbk]));
    expect(() => loadRules(PACK, own)).toThrow(/M80\.sql: the file is not UTF-8/);
  });

  it('names the problems of all files at once', () => {
    writeFileSync(join(own, 'a.sql'), ruleText({ severity: 'severity: huge' }));
    writeFileSync(join(own, 'b.sql'), 'SELECT 1\n');
    expect(() => loadRules(PACK, own)).toThrow(/a\.sql:6: severity[\s\S]*b\.sql: a rule file starts/);
  });

  it('refuses two rules of one id in one folder', () => {
    writeFileSync(join(own, 'a.sql'), ruleText());
    writeFileSync(join(own, 'b.sql'), ruleText());
    expect(() => loadRules(PACK, own)).toThrow(
      expect.objectContaining({ code: 'E_RULE_TWICE', file: 'b.sql' }) as Error,
    );
  });

  it('refuses a folder that is not there', () => {
    expect(() => loadRules(PACK, join(own, 'missing'))).toThrow(
      expect.objectContaining({ code: 'E_RULES_MISSING' }) as Error,
    );
  });
});
