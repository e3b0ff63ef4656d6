import { existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BIN, cliProject, spawnYingbao, yingbao, type CliProject } from './program.js';

let project: CliProject;
beforeEach(() => {
  project = cliProject('registry-missing');
});
afterEach(() => {
  project.remove();
});

describe('exit code 2', () => {
  it.each([
    ['an unknown option', ['run', '--fast']],
    ['an unknown command', ['judge']],
    ['an unknown format', ['--format', 'xml', 'run']],
    ['an unknown language', ['--lang', 'fr', 'run']],
    ['an unknown contract', ['export', 'secrets']],
    ['a missing argument', ['explain']],
    ['an argument too many', ['schema', 'death', 'payment']],
    ['a day that is none', ['run', '--as-of', '2026-02-30']],
    ['a month that is none', ['run', '--as-of', '2026-13-01']],
    ['a day in words', ['run', '--as-of', 'yesterday']],
    ['a file without its kind', ['validate', '--file', 'x.csv']],
    ['a count that is none', ['validate', '--max-errors', 'many']],
    ['a registry that the project has not', ['validate', 'vehicles']],
  ])('is for %s; stdout stays empty', async (_what, args) => {
    const { code, out, err } = await project.yingbao(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('is for a folder that is no project', async () => {
    rmSync(join(project.folder, 'yingbao.yaml'));
    const { code, err } = await project.yingbao(['run', '--lang', 'en']);
    expect(code).toBe(2);
    expect(err).toContain('E_PROJECT_MISSING');
    expect(err).toContain('yingbao init');
  });

  it('is for a bad project file, with the line', async () => {
    project.write('yingbao.yaml', 'version: 1\nregistries:\n  roll: { kind: dibao, files: a.csv }\n');
    const { code, err } = await project.yingbao(['run']);
    expect(code).toBe(2);
    expect(err).toContain('yingbao.yaml:3');
  });

  it('is for YAML that unfolds', async () => {
    project.write('yingbao.yaml', 'a: &a [x]\nb: [*a, *a]\n');
    expect((await project.yingbao(['run'])).code).toBe(2);
  });

  it('is for a rule that is no rule', async () => {
    project.write('rules/X.sql', 'DROP TABLE x');
    project.write(
      'yingbao.yaml',
      `${readFileSync(join(project.folder, 'yingbao.yaml'), 'utf8')}rules: { folder: rules }\n`,
    );
    const { code, err } = await project.yingbao(['run']);
    expect(code).toBe(2);
    expect(err).toContain('E_RULE_FORM');
  });
});

describe('exit code 3', () => {
  it('reaches the shell', async () => {
    project.write('exports/救助.csv', '');
    const { code, out, err } = await project.spawn(['run']);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('E_FILE_EMPTY');
  });

  it('is for an export that did not arrive, in both languages', async () => {
    rmSync(join(project.folder, 'exports', '救助.csv'));
    const zh = await project.yingbao(['run']);
    const en = await project.yingbao(['run', '--lang', 'en']);
    for (const ended of [zh, en]) {
      expect({ code: ended.code, out: ended.out }).toEqual({ code: 3, out: '' });
      expect(ended.err).toContain('E_FILE_MISSING');
      expect(ended.err).toContain('exports/救助.csv');
    }
    expect(zh.err).toContain('处理办法');
    expect(en.err).toContain('what to do');
    expect(existsSync(join(project.folder, 'runs'))).toBe(false);
  });

  it('comes with the error as JSON on stderr when asked', async () => {
    project.write('exports/救助.csv', '');
    const { code, out, err } = await project.yingbao(['run', '--json']);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(JSON.parse(err)).toMatchObject({
      error: { class: 'input', code: 'E_FILE_EMPTY', file: 'exports/救助.csv' },
    });
  });

  it('comes even with --quiet', async () => {
    project.write('exports/救助.csv', '');
    expect((await project.yingbao(['run', '--quiet'])).err).toContain('E_FILE_EMPTY');
  });

  it('stands in the log', async () => {
    project.write('exports/救助.csv', '');
    await project.yingbao(['run']);
    const last =
      readFileSync(join(project.folder, '.yingbao', 'log', 'run.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({
      event: 'failed',
      code: 'E_FILE_EMPTY',
      file: 'exports/救助.csv',
    });
  });
});

describe('exit code 4', () => {
  it('is for a project that another run holds', async () => {
    const stat = existsSync('/proc/self/stat') ? readFileSync(`/proc/${process.pid}/stat`, 'utf8') : '';
    const boot = existsSync('/proc/sys/kernel/random/boot_id')
      ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      : '';
    const holder = {
      pid: process.pid,
      host: hostname(),
      started: '2026-11-01T02:30:00.000Z',
      bootId: boot,
      processStart: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '',
    };
    project.write('.yingbao/lock.json', JSON.stringify(holder));
    const { code, out, err } = await project.yingbao(['run', '--lang', 'en']);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('E_LOCKED');
    expect(err).toContain(String(process.pid));
    expect(existsSync(join(project.folder, '.yingbao', 'lock.json'))).toBe(true);
  });
});

describe('a signal', () => {
  /** Sends itself the signal as soon as the run holds the lock, so that the test hangs on no clock. */
  function selfSignal(name: string): string {
    const lock = JSON.stringify(join(project.folder, '.yingbao', 'lock.json'));
    const program = `import { existsSync } from 'node:fs'; const timer = setInterval(() => { if (existsSync(${lock})) { clearInterval(timer); process.kill(process.pid, '${name}'); } }, 1); timer.unref();`;
    return `data:text/javascript,${encodeURIComponent(program)}`;
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s ends the run with %i; nothing is published, and the next run works', async (name, expected) => {
    const ended = await project.spawn(['run'], { nodeArguments: ['--import', selfSignal(name)] });
    expect(ended.code).toBe(expected);
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(existsSync(join(project.folder, 'runs', 'current.json'))).toBe(false);
    const next = await project.yingbao(['run', '--json']);
    expect(JSON.parse(next.out)).toMatchObject({ runId: '000001-20261031' });
  });

  it('takes the lock of the run away, so that a run on another host is not shut out', async () => {
    await project.spawn(['run'], { nodeArguments: ['--import', selfSignal('SIGTERM')] });
    expect(existsSync(join(project.folder, '.yingbao', 'lock.json'))).toBe(false);
  });

  it('leaves nothing of what validate reads', async () => {
    project.write('tmp/.keep', '');
    const folder = join(project.folder, 'tmp');
    const program = `import { readdirSync } from 'node:fs'; const timer = setInterval(() => { const [name] = readdirSync(${JSON.stringify(folder)}).filter((one) => one.startsWith('yingbao-validate-')); if (name !== undefined) { clearInterval(timer); process.kill(process.pid, 'SIGINT'); } }, 1); timer.unref();`;
    const ended = await project.spawn(['validate'], {
      nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(program)}`],
      env: { TMPDIR: folder },
    });
    expect(ended.code).toBe(130);
    expect(readdirSync(folder)).toEqual(['.keep']);
  });
});

describe('standard output that cannot be written', () => {
  it.runIf(existsSync('/dev/full'))('is a full disk, not a failed gate', async () => {
    const child = spawn(process.execPath, [BIN, 'schema', 'death', '--lang', 'en'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => (err += piece));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(4);
    expect(err).toContain('ENOSPC');
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('a reader of messages that leaves', () => {
  it('does not change the exit code', async () => {
    const child = spawn(process.execPath, [BIN, 'no-such-command'], { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
  });
});

describe('a reader that leaves early', () => {
  it('is no error', async () => {
    const child = spawn(process.execPath, [BIN, 'run', '--dry-run', '--project', project.folder], {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('yingbao --version', () => {
  /** Lists, at the end, every CommonJS module and shared object that the process has loaded. */
  const witness = `data:text/javascript,${encodeURIComponent(
    "import Module from 'node:module'; import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.LOADED_FILE, [...Object.keys(Module._cache), ...process.report.getReport().sharedObjects].join('\\n')));",
  )}`;

  async function loadedBy(args: readonly string[]): Promise<string> {
    const file = join(project.folder, 'loaded.txt');
    const { code } = await project.spawn(args, {
      nodeArguments: ['--import', witness],
      env: { LOADED_FILE: file },
    });
    expect(code).toBe(0);
    return readFileSync(file, 'utf8');
  }

  it('prints the version of the package and nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(BIN, '..', '..', '..', 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await spawnYingbao(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect((await spawnYingbao(['-V'])).out).toBe(`${version}\n`);
  });

  it('does not load the engine, nor do help and schema; a run does', async () => {
    expect(await loadedBy(['run'])).toContain('duckdb');
    for (const args of [['--version'], ['--help'], ['run', '--help'], ['schema', 'death']]) {
      const loaded = await loadedBy(args);
      expect(loaded, args.join(' ')).not.toContain('duckdb');
      expect(loaded, args.join(' ')).toContain('commander');
    }
  });
});

describe('yingbao validate', () => {
  it('ends with 0 for a clean export', async () => {
    const { code, out } = await project.yingbao(['validate', '--fail-on', 'warning']);
    expect(code).toBe(0);
    expect(out).not.toBe('');
  });

  it('ends with 1 for rejects, naming line and code, and with 0 when asked not to fail', async () => {
    const lines = readFileSync(join(project.folder, 'exports', '救助.csv'), 'utf8');
    project.write('exports/救助.csv', `${lines}多,一,列\n`);
    const failed = await project.yingbao(['validate', 'assistance', '--format', 'json']);
    expect(failed.code).toBe(1);
    const report = JSON.parse(failed.out) as {
      issues: { code: string; places: { line: number }[] }[];
      totals: { scanned: number; loaded: number; rejected: number };
    };
    expect(report.totals).toMatchObject({ scanned: 2, loaded: 1, rejected: 1 });
    expect(report.issues.find((issue) => issue.code === 'E_FIELD_COUNT')?.places[0]?.line).toBe(3);
    expect((await project.yingbao(['validate', '--fail-on', 'never'])).code).toBe(0);
  });

  it('ends with 3 for a file that cannot be read at all', async () => {
    project.write('exports/救助.csv', '');
    const { code, out } = await project.yingbao(['validate', 'assistance']);
    expect(code).toBe(3);
    expect(out).toContain('E_FILE_EMPTY');
  });

  it('checks one file without a project', async () => {
    const file = join(project.folder, 'exports', '救助.csv');
    const { code, out } = await yingbao([
      'validate',
      '--file',
      file,
      '--kind',
      'assistance',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'assistance', totals: { scanned: 1, rejected: 0 } });
  });

  it.each([
    ['text', /^\S/],
    ['json', /^[[{]/],
    ['junit', /^<\?xml/],
    ['sarif', /"version": ?"2\.1\.0"/],
    ['github', /^::/m],
  ])('writes %s when asked', async (format, looks) => {
    const lines = readFileSync(join(project.folder, 'exports', '救助.csv'), 'utf8');
    project.write('exports/救助.csv', `${lines}多,一,列\n`);
    const { code, out, err } = await project.yingbao(['validate', 'assistance', '--format', format]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(looks);
  });

  it('keeps nothing', async () => {
    writeFileSync(join(project.folder, 'marker'), '');
    await project.yingbao(['validate']);
    expect(['snapshots', 'stages', 'runs'].filter((name) => existsSync(join(project.folder, name)))).toEqual(
      [],
    );
  });
});
