import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ruleText } from '../rules/rule-builder.js';
import { cliProject, type CliProject } from './program.js';

let project: CliProject;
beforeEach(() => {
  project = cliProject('registry-missing');
});
afterEach(() => {
  project.remove();
});

const ROLL = 'exports/救助.csv';
const HEADER = '姓名,身份证号,救助类型,保障状态,起始保障年月,停发年月,户编号,县区,乡镇,村居,网格,备注';
const ROW = '张德福,350589194807251084,低保,享受中,2020-01,,N234,南屏县,青溪镇,石桥村,第一网格,';

/** Spoils the project, and returns the command line that runs into it. */
type Failure = () => readonly string[];

/** The project file with something more, or with some of it replaced. */
function projectFile(more: string, replaced = '', by = ''): void {
  const text = readFileSync(join(project.folder, 'yingbao.yaml'), 'utf8');
  project.write('yingbao.yaml', `${text.replace(replaced, by)}${more}\n`);
}

function runWith(file: string, content: string | Buffer): Failure {
  return () => {
    project.write(file, content);
    return ['run'];
  };
}

function runConfigured(more: string, replaced = '', by = ''): Failure {
  return () => {
    projectFile(more, replaced, by);
    return ['run'];
  };
}

function runRules(files: Readonly<Record<string, string>>): Failure {
  return () => {
    for (const [name, text] of Object.entries(files)) project.write(`rules/${name}`, text);
    projectFile('rules: { folder: rules }');
    return ['run'];
  };
}

function matchModel(text: string): Failure {
  return () => {
    project.write('model.json', text);
    return ['match', join(project.folder, ROLL), '--model', join(project.folder, 'model.json')];
  };
}

function linkageModel(change: (model: Record<string, unknown>) => unknown): Failure {
  return () => {
    const shipped = readFileSync(join(import.meta.dirname, '../../data/models/registries.json'), 'utf8');
    project.write('model.json', JSON.stringify(change(JSON.parse(shipped) as Record<string, unknown>)));
    projectFile('linkage: { model: model.json }');
    return ['run'];
  };
}

const FAILURES: readonly (readonly [code: string, what: string, failure: Failure])[] = [
  ['E_USAGE', 'half an option', () => ['validate', '--file', 'x.csv']],
  ['E_USAGE', 'an unknown option', () => ['run', '--nope']],
  ['E_USAGE', 'a missing argument', () => ['explain']],
  ['E_USAGE', 'an argument that is no choice', () => ['schema', 'cars']],
  ['E_USAGE', 'a day that is none', () => ['run', '--as-of', '2026']],
  ['E_USAGE', 'a judgement about one record', () => ['judge', 'same']],
  [
    'E_PROJECT_MISSING',
    'no project',
    () => {
      rmSync(join(project.folder, 'yingbao.yaml'));
      return ['run'];
    },
  ],
  ['E_PROJECT_EXISTS', 'a second project', () => ['init', project.folder]],
  ['E_EXPORTS_MISSING', 'no exports', () => ['init', join(project.folder, 'a'), '--exports', '/no/where']],
  ['E_PROJECT_SYNTAX', 'bad YAML', runWith('yingbao.yaml', 'version: 1\nregistries: [\n')],
  ['E_PROJECT_SYNTAX', 'an alias', runWith('yingbao.yaml', 'a: &a [x]\nb: [*a]\n')],
  [
    'E_PROJECT_INVALID',
    'many bad settings',
    runWith(
      'yingbao.yaml',
      'version: 2\nname: 5\nasOf: 2026-13\nmore: 1\nregistries:\n  roll: { kind: dibao, files: [], columns: 3 }\n  Big Name: { kind: death, files: a.csv }\nmappings: { scheme: { 甲: 乙 } }\nengine: { threads: 0, memoryLimitMb: 300.5 }\nintake: { maxRejectShare: 3 }\noutcomes: { coolingDays: soon }\n',
    ),
  ],
  ['E_STANDARDS_MISSING', 'no standards', runConfigured('standards: nothing.csv')],
  ['E_STANDARDS_UNREADABLE', 'standards in bytes', runWith('standards.csv', Buffer.from([0xff, 0xff, 0x80]))],
  [
    'E_STANDARDS_INVALID',
    'bad standards',
    runWith(
      'standards.csv',
      'county,scheme,effective_from,monthly_yuan,inherits\n,x,2026-13,1e9,\n南屏县,低保,2026-01-01,,\n甲县,低保,2026-01-01,,乙县\n',
    ),
  ],
  ['E_STANDARDS_INVALID', 'standards without a column', runWith('standards.csv', 'county,scheme\n')],
  ['E_AS_OF_MISSING', 'no day', runConfigured('', 'asOf: 2026-10-31\n')],
  ['E_REGISTRY_UNKNOWN', 'an unknown registry', () => ['validate', 'vehicles']],
  ['E_CODE_UNKNOWN', 'an unknown code', () => ['explain', 'E_NOTHING']],
  ['E_RUN_MISSING', 'no run', () => ['export', 'findings']],
  ['E_RULE_FORM', 'a rule that is none', runRules({ 'X.sql': 'DROP TABLE x' })],
  ['E_RULE_SYNTAX', 'a rule in bad YAML', runRules({ 'M80.sql': ruleText({ id: 'id: [' }) })],
  [
    'E_RULE_INVALID',
    'a rule of many mistakes',
    runRules({
      'M80.sql': ruleText(
        { id: 'id: missed-1', kind: 'kind: wrong', severity: 'severity: huge' },
        "DELETE FROM a, b; SELECT avg(sex), substr(id, 1, 6), getenv($x) FROM c.d JOIN 'f'",
      ),
    }),
  ],
  ['E_RULE_TWICE', 'a rule twice', runRules({ 'a.sql': ruleText(), 'b.sql': ruleText() })],
  ['E_RULES_MISSING', 'no rules', runConfigured('rules: { folder: rules }')],
  ['E_RULE_UNKNOWN', 'a rule that is not there', runConfigured('rules: { disable: [M99] }')],
  ['E_RULE_PARAMETER', 'an unknown parameter', runConfigured('rules: { parameters: { M01: { x: 1 } } }')],
  ['E_RULE_UNREADABLE', 'no rule file', () => ['rule', 'test', 'nothing.sql']],
  ['E_FILES_URL', 'an address', runConfigured('', ROLL, 'https://example.org/a.csv')],
  ['E_FILE_KIND', 'a folder', runConfigured('', ROLL, 'exports')],
  ['E_FILE_MISSING', 'no file', runConfigured('', ROLL, 'exports/无.csv')],
  ['E_FILE_EMPTY', 'an empty file', runWith(ROLL, '')],
  ['E_ENCODING', 'bytes that are no text', runWith(ROLL, Buffer.from(`${HEADER}\n\xff\xff\n`, 'latin1'))],
  ['E_FILE_FORMAT', 'HTML', runWith(ROLL, '<html><table></table></html>')],
  ['E_ARCHIVE_DAMAGED', 'half an archive', runWith(ROLL, Buffer.from('PK\u0003\u0004 half of it'))],
  ['E_HEADER_UNKNOWN', 'no header', runWith(ROLL, '甲,乙,丙\n1,2,3\n')],
  ['E_HEADER_MISSING', 'half a header', runWith(ROLL, '身份证号,救助类型,保障状态\n,低保,享受中\n')],
  ['E_HEADER_AMBIGUOUS', 'a header twice', runWith(ROLL, `${HEADER},身份证号\n${ROW},350589194807251084\n`)],
  [
    'E_PROJECT_INVALID',
    'an unknown field',
    runConfigured('', `files: ${ROLL}`, `files: ${ROLL}, columns: { x: 姓名 }`),
  ],
  [
    'E_COLUMNS_HEADER',
    'an unknown header',
    runConfigured('', `files: ${ROLL}`, `files: ${ROLL}, columns: { name: 名 }`),
  ],
  ['E_QUOTE_UNCLOSED', 'an open quote', runWith(ROLL, `${HEADER}\n"${ROW}\n${ROW}\n`)],
  ['E_REJECT_SHARE', 'torn rows', runWith(ROLL, `${HEADER}\n${ROW}\n一,二\n${ROW}\n`)],
  [
    'E_CATEGORY_UNMAPPED',
    'an unknown scheme',
    runWith(ROLL, `${HEADER}\n${ROW.replace('低保', '某种救助')}\n`),
  ],
  ['E_KEY_INVALID', 'a bad key', runWith('.yingbao/secret.key', 'short')],
  ['E_MODEL_MISSING', 'no model', runConfigured('linkage: { model: none.json }')],
  ['E_MODEL_SYNTAX', 'a model that is no JSON', matchModel('{')],
  ['E_MODEL_INVALID', 'a model of nothing', matchModel('{"name": 1, "fields": []}')],
  ['E_MODEL_INVALID', 'a linkage model of nothing', linkageModel(() => ({ name: '' }))],
  [
    'E_MODEL_UNKNOWN_PART',
    'a linkage model of something else',
    linkageModel((model) => ({
      ...model,
      blocking: [{ name: 'one', left: ['shoe_size'], cap: 5 }],
      comparisons: [{ name: 'shoes', kind: 'shoes', levels: [{ level: 'same', m: 0.9, u: 0.1 }] }],
    })),
  ],
  [
    'E_GATE_NOT_HELD',
    'a gate that is open',
    () => ['accept', '--gate', 'D1', '--expect', '7', '--reason', '已核实无误'],
  ],
  ['E_GATE_REASON', 'no reason', () => ['accept', '--gate', 'D1', '--expect', '7', '--reason', '。']],
];

const seen = new Set<string>();

/** The words that are quoted from elsewhere, and commands that the reader is to type. */
function ownWords(text: string): string {
  return text.replace(/原文：[^）]*/g, '').replace(/yingbao( [a-z-]+)+/g, '');
}

describe('an error in Chinese', () => {
  it.each(FAILURES)(
    '%s for %s is Chinese and names what the English one names',
    async (code, _what, failure) => {
      const { err } = await project.yingbao([...failure(), '--json']);
      const { error } = JSON.parse(err) as { error: { code: string; message: string; messageZh: string } };
      expect(error.code).toBe(code);
      seen.add(code);
      const { message, messageZh } = error;
      for (const line of messageZh.split('\n')) expect(line).not.toMatch(/undefined|null|\[object/);
      expect(messageZh).toMatch(/\p{Script=Han}/u);
      expect(ownWords(messageZh)).not.toMatch(/[a-z]{2,} [a-z]+ [a-z]+/i);
      expect(message).not.toMatch(/[\u001F，。：；]/u);
      for (const name of message.match(
        /[\w\p{Script=Han}./-]+\.(?:csv|yaml|sql|json)(?::\d+)?|\b\d+\b|\b[A-Z]+\d+\b/gu,
      ) ?? [])
        expect(messageZh).toContain(name);
    },
  );

  it('was looked at for many codes', () => {
    expect(seen.size).toBeGreaterThanOrEqual(40);
  });
});

describe('the language of an error', () => {
  it('is the reader’s, and one of the two only', async () => {
    project.write(ROLL, '');
    const zh = await project.yingbao(['run']);
    const en = await project.yingbao(['run', '--lang', 'en']);
    expect(zh.err).toContain(`  ${ROLL}：文件为空\n`);
    expect(zh.err).not.toContain('the file is empty');
    expect(en.err).toContain(`  ${ROLL}: the file is empty\n`);
    expect(en.err.replaceAll(ROLL, '')).not.toMatch(/\p{Script=Han}/u);
  });
});
