import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { EngineError } from '../../src/model/errors.js';
import { takeLock } from '../../src/run/lock.js';

const NOW = new Date('2026-11-01T02:30:00Z');
const onLinux = existsSync('/proc/self/stat');
let room: string;
let path: string;

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-lock-'));
  path = join(room, 'state', 'lock.json');
});
afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

/** A lock as some process left it; by default one that is surely alive: our own. */
function leave(holder: Readonly<Record<string, unknown>>): void {
  takeLock(path, NOW)();
  const mine = {
    pid: process.pid,
    host: hostname(),
    started: NOW.toISOString(),
    bootId: bootId(),
    processStart: processStart(),
  };
  writeFileSync(path, JSON.stringify({ ...mine, ...holder }));
}

function bootId(): string {
  return onLinux ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';
}

function processStart(): string {
  if (!onLinux) return '';
  const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function refusal(): EngineError {
  try {
    takeLock(path, NOW);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return error as EngineError;
  }
  throw new Error('the lock was given twice');
}

describe('the lock of a project', () => {
  it('is private and gone when given back', () => {
    const release = takeLock(path, NOW);
    expect(statSync(path).mode & 0o077).toBe(0);
    release();
    expect(existsSync(path)).toBe(false);
    takeLock(path, NOW)();
  });

  it('is given once; the second taker learns who holds it', () => {
    const release = takeLock(path, NOW);
    const { code, message, hint } = refusal();
    expect(code).toBe('E_LOCKED');
    expect(message).toContain(`process ${process.pid}`);
    expect(message).toContain('2026-11-01T02:30:00.000Z');
    expect(hint).toBeTruthy();
    release();
  });

  it('is freed when the holder surely died: no such process', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    leave({ pid: child.pid });
    takeLock(path, NOW)();
  });

  it.runIf(onLinux)('is freed after a reboot', () => {
    leave({ bootId: '00000000-0000-0000-0000-000000000000' });
    takeLock(path, NOW)();
  });

  it.runIf(onLinux)('is freed when another process has taken the number of the holder', () => {
    leave({ processStart: '1' });
    takeLock(path, NOW)();
  });

  it('is freed when nobody can be read from it, as after a power failure', () => {
    leave({});
    writeFileSync(path, '');
    takeLock(path, NOW)();
  });

  it('stays while the holder lives', () => {
    leave({});
    expect(refusal().code).toBe('E_LOCKED');
  });

  it('stays while it is another machine that holds it: nobody can see whether that lives', () => {
    leave({ host: 'another-machine', pid: 999_999_999 });
    expect(refusal().message).toContain('another-machine');
  });

  it.each(['while nobody holds it', 'when its holder has died'])(
    'goes to exactly one of many processes %s',
    async (when) => {
      if (when === 'when its holder has died') {
        const child = spawn(process.execPath, ['-e', '']);
        await new Promise((resolve) => child.once('exit', resolve));
        leave({ pid: child.pid });
      }
      const contenders = Array.from({ length: 6 }, () => startContender(path));
      await Promise.all(contenders.map(({ ready }) => ready));
      for (const { child } of contenders) child.stdin.write('go');
      const said = await Promise.all(contenders.map(({ answer }) => answer));
      for (const { child } of contenders) child.kill();
      expect(said.sort()).toEqual(['E_LOCKED', 'E_LOCKED', 'E_LOCKED', 'E_LOCKED', 'E_LOCKED', 'taken']);
      expect(readdirSync(join(room, 'state'))).toEqual(['lock.json']);
    },
  );
});

/** A process that waits for `go`, tries to take the lock, says how it went and then stays. */
function startContender(lock: string): {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly ready: Promise<string>;
  readonly answer: Promise<string>;
} {
  const program = [
    `const { takeLock } = await import(${JSON.stringify(assetPath('dist', 'src', 'run', 'lock.js'))});`,
    'const say = (word) => process.stdout.write(`${word}\\n`);',
    'process.stdin.once("data", () => {',
    `  try { takeLock(${JSON.stringify(lock)}, new Date()); say("taken"); } catch (error) { say(error.code); }`,
    '});',
    'say("ready");',
  ].join('\n');
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next().then(({ value }) => String(value));
  const answer = ready.then(() => lines.next()).then(({ value }) => String(value));
  return { child, ready, answer };
}
