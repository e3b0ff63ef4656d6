import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProjectFolder, loadProject, parseProject } from '../../src/config/project.js';
import { ConfigError } from '../../src/model/errors.js';

const SMALLEST = 'version: 1\nregistries:\n  assistance: { kind: assistance, files: exports/a.csv }\n';

function refusal(text: string): ConfigError {
  try {
    parseProject(text, 'yingbao.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('the project file was accepted');
}

describe('columns of a registry', () => {
  it.each([
    ['kind: death', '年纪', 'there is no field 年纪 in kind death'],
    ['kind: custom', '采暖面积', 'a further column of kind custom has a name of letters and digits'],
  ])('%s takes no field %s', (kind, name, expected) => {
    const text = `registries:\n  x: { ${kind}, files: x.csv, columns: { ${name}: 某列 } }\n`;
    expect(() => parseProject(text, 'yingbao.yaml')).toThrow(
      `yingbao.yaml:2 registries.x.columns.${name}: ${expected}`,
    );
  });

  it('of kind custom may be further ones', () => {
    const text = 'registries:\n  x: { kind: custom, files: x.csv, columns: { altitude: 海拔（米） } }\n';
    expect(parseProject(text, 'yingbao.yaml').registries['x']?.columns).toEqual({ altitude: '海拔（米）' });
  });
});

describe('a project file', () => {
  it('fills in what the smallest one leaves out', () => {
    expect(parseProject(SMALLEST, 'yingbao.yaml')).toEqual({
      version: 1,
      name: 'yingbao',
      registries: {
        assistance: {
          kind: 'assistance',
          files: ['exports/a.csv'],
          columns: {},
          mappings: {},
          authorised: false,
        },
      },
      mappings: {},
      rules: { parameters: {}, disable: [], shadow: [], staleDays: 92, minutes: 30 },
      intake: expect.objectContaining({ maxRejectShare: 0.01 }) as unknown,
      linkage: expect.objectContaining({ singlesUpTo: 500_000 }) as unknown,
      engine: { memoryLimitMb: 2048 },
      outcomes: expect.objectContaining({ coolingDays: 30, objectionDays: 60 }) as unknown,
      outputs: { workbooks: false },
    });
  });

  it('takes one file name as a list of one', () => {
    const { registries } = parseProject(SMALLEST, 'yingbao.yaml');
    expect(registries['assistance']?.files).toEqual(['exports/a.csv']);
  });

  it('takes a code or its label as what a category means, and nothing else', () => {
    const text = `${SMALLEST}mappings:\n  scheme:\n    民政城乡低保对象: 低保\n    甲类: tekun\n`;
    expect(parseProject(text, 'yingbao.yaml').mappings).toEqual({
      scheme: { 民政城乡低保对象: 'dibao', 甲类: 'tekun' },
    });
    const { message } = refusal(`${text}    乙类: dibo\n    丙类: '?'\n`);
    expect(message).toContain('yingbao.yaml:8 mappings.scheme.乙类: dibo is none of dibao (低保), ');
    expect(message).toContain('yingbao.yaml:9 mappings.scheme.丙类: ? is none of ');
  });

  it('reports every problem at once, each with its line', () => {
    const text = [
      'version: 2',
      'asOf: 31.10.2026',
      'registries:',
      '  Bad-Name: { kind: assistance, files: a.csv }',
      '  roll:',
      '    kind: dibao',
      '    files: a.csv',
      'intake:',
      '  maxRejectShare: 3',
      'engine: { threads: 0 }',
      '',
    ].join('\n');
    const { message, code, line } = refusal(text);
    expect(code).toBe('E_PROJECT_INVALID');
    for (const place of [
      ':1 version',
      ':2 asOf',
      ':4 registries.Bad-Name: a registry name is lower-case letters',
      ':6 registries.roll.kind',
      ':9 intake.maxRejectShare',
      ':10 engine.threads',
    ]) {
      expect(message).toContain(`yingbao.yaml${place}`);
    }
    expect(line).toBe(1);
  });

  it.each([
    ['at the top', `${SMALLEST}standard: x.csv\n`, 'yingbao.yaml:4', 'standard'],
    [
      'in a registry',
      `${SMALLEST}  death:\n    kind: death\n    file: d.csv\n    files: d.csv\n`,
      'yingbao.yaml:6',
      'file',
    ],
    ['in rules', `${SMALLEST}rules:\n  disabled: [M01]\n`, 'yingbao.yaml:5', 'disabled'],
    ['that JavaScript would inherit', `${SMALLEST}constructor: 1\n`, 'yingbao.yaml:4', 'constructor'],
  ])('refuses an unknown key %s, with its line', (_where, text, place, key) => {
    const { message } = refusal(text);
    expect(message).toContain(place);
    expect(message).toContain(`"${key}"`);
  });

  it.each([
    ['a duplicate key', 'version: 1\nversion: 1\nregistries: {}\n', 2],
    ['a tab as indentation', 'version: 1\nregistries:\n\tassistance: {}\n', 3],
    ['an open quote', 'version: 1\nname: "x\nregistries: {}\n', undefined],
  ])('refuses %s as bad YAML', (_what, text, line) => {
    const error = refusal(text);
    expect(error.code).toBe('E_PROJECT_SYNTAX');
    if (line !== undefined) expect(error.line).toBe(line);
  });

  it('refuses aliases, so that a small file cannot unfold into a large one', () => {
    const bomb = `version: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nregistries: {}\n`;
    const error = refusal(bomb);
    expect(error.code).toBe('E_PROJECT_SYNTAX');
  });

  it.each(['', '# nothing\n', '- a\n- b\n', 'just text\n', '[]'])(
    'refuses %j, which is no project',
    (text) => {
      expect(refusal(text).code).toMatch(/^E_PROJECT_/);
    },
  );

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20261031', '2026-10-31T00:00:00Z'])(
    'refuses %s as a day',
    (day) => {
      expect(refusal(`asOf: ${day}\n${SMALLEST}`).message).toContain('asOf');
    },
  );

  it('refuses a project without registries', () => {
    expect(refusal('version: 1\nregistries: {}\n').message).toContain('at least one registry');
  });

  it('never shows a value of the file in its message', () => {
    const { message } = refusal(`${SMALLEST}name: 5\nasOf: 350589194807251084\n`);
    expect(message).not.toContain('350589194807251084');
  });
});

describe('where a project is', () => {
  let room: string;
  beforeEach(() => {
    room = mkdtempSync(join(tmpdir(), 'yingbao-config-'));
  });
  afterEach(() => {
    rmSync(room, { recursive: true, force: true });
  });

  it('is the nearest folder above with a project file', () => {
    const deep = join(room, 'project', 'exports', '2026');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(room, 'project', 'yingbao.yaml'), SMALLEST);
    expect(findProjectFolder(deep)).toBe(join(room, 'project'));
    expect(loadProject(deep).folder).toBe(join(room, 'project'));
  });

  it('is nowhere without one: the message says how to make it', () => {
    const attempt = (): unknown => findProjectFolder(room);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'E_PROJECT_MISSING',
        hint: expect.stringContaining('yingbao init') as unknown,
      }) as Error,
    );
  });
});
