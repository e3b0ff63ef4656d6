import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGISTRY_KINDS } from '../../src/model/registry-kinds.js';
import { FINDING_COLUMNS } from '../../src/model/finding.js';
import { cliProject, yingbao, type CliProject, type Ended } from './program.js';

const COMMANDS = ['init', 'validate', 'run', 'explain', 'export', 'schema'];
const ESCAPE = String.fromCharCode(27);
let project: CliProject;
let first: Ended;
let findings: readonly Readonly<Record<string, string>>[];

beforeAll(async () => {
  project = cliProject('m01-severe-disability');
  first = await project.spawn(['run', '--json', '--quiet']);
  const exported = await project.yingbao(['export', 'findings']);
  findings = parse(exported.out, { columns: true });
});
afterAll(() => {
  project.remove();
});

function findingId(): string {
  return findings[0]?.['finding_id'] ?? '';
}

describe('yingbao run', () => {
  it('ends with 0 though it found suspects, and prints the manifest as JSON on stdout alone', () => {
    expect(first.code).toBe(0);
    expect(first.err).toBe('');
    expect(JSON.parse(first.out)).toMatchObject({
      format: 'yingbao-run/1',
      runId: '000001-20261031',
      exitStatus: 'published',
    });
  });

  it('prints for people what was found and where the lists are', async () => {
    const zh = await project.yingbao(['run']);
    const en = await project.yingbao(['run', '--lang', 'en']);
    expect(zh.code).toBe(0);
    expect(zh.out).toContain('M01 重度残疾人未纳入保障');
    expect(zh.out).toContain('排查清单');
    expect(zh.out).toContain('缺少名单');
    expect(en.out).toContain('severely disabled person without cover');
    expect(en.out).toContain('worklists');
    expect(en.out.replaceAll(/[^\p{Script=Han}]/gu, '')).toBe('');
  });

  it('prints the plan with --dry-run and changes nothing', async () => {
    const fresh = cliProject('m01-severe-disability');
    try {
      const before = readdirSync(fresh.folder, { recursive: true }).sort();
      const plan = await fresh.yingbao(['run', '--dry-run']);
      expect(plan.code).toBe(0);
      expect(plan.out).toContain('INSERT INTO rule_hit');
      const json = await fresh.yingbao(['run', '--dry-run', '--json']);
      expect(JSON.parse(json.out)).toMatchObject({ asOf: '2026-10-31' });
      expect(readdirSync(fresh.folder, { recursive: true }).sort()).toEqual(before);
    } finally {
      fresh.remove();
    }
  });

  it('judges as of the day asked for', async () => {
    const fresh = cliProject('registry-missing');
    try {
      const run = await fresh.yingbao(['run', '--json', '--as-of', '2026-09-30']);
      expect(JSON.parse(run.out)).toMatchObject({ asOf: '2026-09-30', runId: '000001-20260930' });
    } finally {
      fresh.remove();
    }
  });

  it('leaves nothing that others on the machine can read', async () => {
    const fresh = cliProject('registry-missing');
    await fresh.spawn(['run', '--quiet']);
    const own = readdirSync(fresh.folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => /^(runs|snapshots|stages|\.yingbao)/.test(path.slice(fresh.folder.length + 1)));
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
    fresh.remove();
  });

  it('keeps a log of stages that holds nothing of persons', () => {
    const log = readFileSync(join(project.folder, '.yingbao', 'log', 'run.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const events = log.map((line) => JSON.parse(line) as { event?: string });
    expect(events.map((event) => event.event)).toEqual(
      expect.arrayContaining(['stage-started', 'stage-finished', 'published']),
    );
    expect(log.join('\n')).not.toMatch(/\d{17}[\dX]|陈守义/);
  });
});

describe('yingbao export', () => {
  it('writes the contract as CSV: the columns in order, no BOM, a total order', async () => {
    const { code, out, err } = await project.yingbao(['export', 'findings']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]?.split(',')).toEqual([...FINDING_COLUMNS]);
    expect((await project.yingbao(['export', 'findings'])).out).toBe(out);
  });

  it.each(['links', 'persons', 'findings', 'rejects'])(
    'writes %s as JSON that says the same as the CSV',
    async (name) => {
      const csv = await project.yingbao(['export', name, '--format', 'csv']);
      const json = await project.yingbao(['export', name, '--format', 'json']);
      const rows = JSON.parse(json.out) as Readonly<Record<string, unknown>>[];
      const records: readonly Record<string, string>[] = parse(csv.out, { columns: true });
      expect(
        rows.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value as string)))),
      ).toEqual(records.map((record) => Object.values(record)));
    },
  );

  it('understands --json too', async () => {
    const rows = JSON.parse((await project.yingbao(['--json', 'export', 'links'])).out) as unknown[];
    // A line is a number here as it is among the sources of a finding.
    expect(rows[0]).toMatchObject({
      left_line: expect.any(Number) as number,
      right_record_no: expect.any(Number) as number,
    });
  });

  it('reads an older run by its id', async () => {
    const { out } = await project.yingbao([
      'export',
      'findings',
      '--run',
      '000001-20261031',
      '--format',
      'json',
    ]);
    expect((JSON.parse(out) as { status: string }[]).every((row) => row.status === 'new')).toBe(true);
  });

  it('says when there is no run', async () => {
    const { code, out, err } = await project.yingbao([
      'export',
      'findings',
      '--run',
      '000099-20261031',
      '--lang',
      'en',
    ]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('E_RUN_MISSING');
  });
});

describe('yingbao explain', () => {
  it('shows claim, counter-evidence, source rows with file and line, rule and parameters', async () => {
    const { code, out } = await project.yingbao(['explain', findingId()]);
    expect(code).toBe(0);
    for (const piece of [
      findingId(),
      '持有有效残疾人证',
      'exports/残疾人证.csv:',
      '反向线索',
      '也可能是',
      'M01 v1',
      'severeLevels',
      '民发〔2021〕57号',
      '入户核查',
    ]) {
      expect(out).toContain(piece);
    }
  });

  it('masks names and IDs', async () => {
    for (const finding of findings) {
      const { out } = await project.yingbao(['explain', finding['finding_id'] ?? '']);
      // An id of ours is random and may look like an ID.
      expect(out.replaceAll(/\b[FPH][0-9A-F]{24}\b/g, '')).not.toMatch(/\d{17}[\dX]/);
      expect(out).not.toContain(finding['name'] ?? '-');
      expect(out).toContain('350589********');
    }
  });

  it('prints JSON that says the same, masked as well', async () => {
    const { out } = await project.yingbao(['explain', findingId(), '--json']);
    expect(JSON.parse(out)).toMatchObject({
      finding: { finding_id: findingId() },
      rule: { id: 'M01', parameters: { severeLevels: ['1', '2'] } },
    });
    expect(out).not.toContain(findings[0]?.['name'] ?? '-');
    expect(out).not.toMatch(/\d{17}[\dX]/);
  });

  it('shows identities only to whoever says why, and writes that down first', async () => {
    const audit = join(project.folder, '.yingbao', 'audit.jsonl');
    const refused = await project.yingbao(['explain', findingId(), '--reveal']);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' });
    const blank = await project.yingbao(['explain', findingId(), '--reveal', '--reason', '  ']);
    expect(blank.code).toBe(2);
    expect(existsSync(audit)).toBe(false);
    const { code, out } = await project.yingbao([
      'explain',
      findingId(),
      '--reveal',
      '--reason',
      '入户前核实',
    ]);
    expect(code).toBe(0);
    expect(out).toContain(findings[0]?.['name']);
    expect(JSON.parse(readFileSync(audit, 'utf8'))).toMatchObject({
      seq: 1,
      action: 'reveal',
      details: { finding: findingId(), reason: '入户前核实' },
    });
  });

  it.each(['F000000000000000000000000', "F' OR '1'='1", '350589194807251084', '../../x'])(
    'knows no finding %j',
    async (id) => {
      const { code, out, err } = await project.yingbao(['explain', id, '--lang', 'en']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('E_FINDING_MISSING');
    },
  );
});

describe('yingbao explain CODE', () => {
  it('needs no project, speaks both languages and JSON, and knows what it does not know', async () => {
    expect((await yingbao(['explain', 'e_encoding'])).out).toContain('处理办法');
    expect((await yingbao(['explain', 'D01', '--lang', 'en'])).out).toContain('invalid citizen ID');
    const { out } = await yingbao(['explain', 'D01', '--json']);
    expect(JSON.parse(out)).toMatchObject({ code: 'D01', severity: 'warning' });
    const unknown = await yingbao(['explain', 'E_ENCODNG']);
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toContain('E_ENCODING');
  });

  it('says what a rule is, and where the book of rules is', async () => {
    const { code, out } = await yingbao(['explain', 'm01']);
    expect(code).toBe(0);
    expect(out).toContain('M01 是一条规则，不是线索编号');
    expect(out).toContain('yingbao rule doc');
    expect(out).toContain('重度残疾人');
    expect(out).not.toContain('### M03');
    const json = await yingbao(['explain', 'M01', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ rule: 'M01', kind: 'missed' });
    // The code of what a list shows comes before the rule that lists it.
    expect((await yingbao(['explain', 'D05', '--lang', 'en'])).out).not.toContain('is a rule');
    expect((await project.yingbao(['explain', 'Z99'])).code).toBe(2);
  });
});

describe('yingbao schema', () => {
  it.each(REGISTRY_KINDS)('tells in both languages and as JSON what to send for %s', async (kind) => {
    const zh = await yingbao(['schema', kind]);
    const json = await yingbao(['schema', kind, '--json']);
    expect(zh.code).toBe(0);
    expect(zh.out).toContain('姓名');
    const { fields } = JSON.parse(json.out) as { fields: { name: string }[] };
    for (const { name } of fields) expect(zh.out).toContain(name);
  });

  it('prints an example of a match model, and CSV when asked', async () => {
    const example = JSON.parse((await yingbao(['schema', 'match-model', '--example'])).out) as object;
    const schema = JSON.parse((await yingbao(['schema', 'match-model'])).out) as object;
    expect(example).toMatchObject({ format: 'yingbao-match-model/1', name: 'persons' });
    expect(schema).toHaveProperty('$schema');
    const rows = parse((await yingbao(['schema', 'death', '--format', 'csv'])).out, { columns: true });
    expect(rows).toContainEqual(expect.objectContaining({ field: 'deathDate', type: 'date' }));
  });

  it('prints an example file, which validates', async () => {
    const { out } = await yingbao(['schema', 'death', '--example']);
    const fresh = cliProject();
    try {
      fresh.write('死亡_20261031.csv', out);
      const file = join(fresh.folder, '死亡_20261031.csv');
      const { code } = await yingbao(['validate', '--file', file, '--kind', 'death', '--fail-on', 'warning']);
      expect(code).toBe(0);
    } finally {
      fresh.remove();
    }
  });
});

describe('yingbao init', () => {
  it('recognises exports, writes a project that runs once standards are filled in, and overwrites nothing', async () => {
    const fresh = cliProject();
    const at = (name: string): string => join(fresh.folder, 'work', name);
    try {
      for (const file of ['救助.csv', '残疾人证.csv', '死亡.csv'])
        fresh.write(`exports/${file}`, readFileSync(join(project.folder, 'exports', file)));
      fresh.write('exports/其他.csv', '车牌,颜色\n闽Z00001,红\n');
      const args = ['init', join(fresh.folder, 'work'), '--exports', join(fresh.folder, 'exports')];
      const { code, out } = await yingbao([...args, '--json', '--lang', 'en']);
      expect(code).toBe(0);
      const kinds = (JSON.parse(out) as { file: string; kind: string | null }[]).map(({ file, kind }) => [
        file.split('/').at(-1),
        kind,
      ]);
      expect(kinds).toEqual(
        expect.arrayContaining([
          ['救助.csv', 'assistance'],
          ['残疾人证.csv', 'disability'],
          ['死亡.csv', 'death'],
          ['其他.csv', null],
        ]),
      );
      const text = readFileSync(at('yingbao.yaml'), 'utf8');
      const again = await yingbao(args);
      expect(again.code).toBe(2);
      expect(readFileSync(at('yingbao.yaml'), 'utf8')).toBe(text);
      const run = await yingbao([
        'run',
        '--json',
        '--as-of',
        '2026-10-31',
        '--project',
        join(fresh.folder, 'work'),
      ]);
      expect(run.code).toBe(0);
      expect(
        (JSON.parse(run.out) as { findings: { rule: string; findings: number }[] }).findings,
      ).toContainEqual(expect.objectContaining({ rule: 'M01', findings: 12 }));
    } finally {
      fresh.remove();
    }
  });
});

describe('every command', () => {
  it.each(COMMANDS)('%s has help in Chinese and in English, on stdout', async (command) => {
    const zh = await yingbao([command, '--help']);
    const en = await yingbao([command, '--help', '--lang', 'en']);
    const byEnvironment = await yingbao([command, '--help'], { YINGBAO_LANG: 'en' });
    for (const ended of [zh, en]) expect({ code: ended.code, err: ended.err }).toEqual({ code: 0, err: '' });
    expect(zh.out).toMatch(/\p{Script=Han}/u);
    expect(zh.out).not.toMatch(/Usage:|Options:|Commands:|\(default|\(choices|display help/);
    expect(en.out).not.toMatch(/\p{Script=Han}/u);
    expect(byEnvironment.out).toBe(en.out);
  });

  it('is in the help of the program', async () => {
    const { code, out } = await yingbao(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  it('says what is wrong with a command line and where help is, in both languages', async () => {
    const zh = await yingbao(['run', '--nope']);
    const en = await yingbao(['run', '--nope', '--lang', 'en']);
    expect([zh.code, en.code]).toEqual([2, 2]);
    expect(zh.err).toMatch(/E_USAGE.*--nope[^]*处理办法/);
    expect(zh.err).toMatch(/没有选项 --nope/);
    expect(en.err).toMatch(/E_USAGE.*unknown option '--nope'[^]*what to do/);
    for (const asked of [['--json'], ['--format', 'json']]) {
      const { code, err } = await yingbao(['run', '--nope', ...asked]);
      expect(code).toBe(2);
      expect(JSON.parse(err)).toMatchObject({ error: { code: 'E_USAGE' } });
    }
  });

  it.each([
    ['explain', 'D01', '--format', 'csv'],
    ['rule', 'doc', '--json'],
    ['export', 'findings', '--format', 'table'],
  ])('refuses a format that it cannot write: %s %s %s %s', async (...args) => {
    const { code, out, err } = await project.yingbao(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--format');
  });

  it('has heads in the language of the reader, but keys of programs in one', async () => {
    expect((await project.yingbao(['rule', 'list'])).out).toMatch(/^规则 +版本/);
    expect((await project.yingbao(['rule', 'list', '--lang', 'en'])).out).toMatch(/^id +version/);
    const keys = Object.keys(
      (JSON.parse((await project.yingbao(['rule', 'list', '--json'])).out) as object[])[0] ?? {},
    );
    expect(keys.slice(0, 2)).toEqual(['id', 'version']);
  });

  it('prints no colour where nobody watches', async () => {
    for (const args of [['run'], ['explain', findingId()], ['schema', 'death'], ['explain', 'F0']]) {
      const { out, err } = await project.yingbao(args);
      expect(out + err, args.join(' ')).not.toContain(ESCAPE);
    }
  });
});
