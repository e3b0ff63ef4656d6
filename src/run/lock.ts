import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { EngineError } from '../model/errors.js';
import { atExit } from './at-exit.js';

interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly started: string;
  readonly bootId: string;
  readonly processStart: string;
}

/**
 * Takes the project's lock or throws EngineError naming the holder. Returns the function that gives it back. The lock
 * appears whole (a hard link to a file that is written already), so nobody can read half of it and think it stale. A run
 * that is ended by a signal gives it back as well: on another host nobody could know that its holder is dead.
 */
export function takeLock(path: string, now: Date): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine: LockHolder = {
    pid: process.pid,
    host: hostname(),
    started: now.toISOString(),
    bootId: bootId(),
    processStart: processStart(process.pid),
  };
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(mine), { mode: 0o600, flush: true });
  try {
    if (!linkNew(own, path)) replaceDead(own, path);
    return atExit(() => {
      rmSync(path, { force: true });
    });
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Puts our lock in the place of a dead holder's. Only the holder of the guard removes a lock, and it looks again
 * first: otherwise a slow process could remove the lock of one that has just taken it.
 */
function replaceDead(own: string, path: string): void {
  const guard = `${path}.clearing`;
  const guarding = readHolder(guard);
  if (guarding !== null && isDead(guarding)) rmSync(guard, { force: true });
  if (!linkNew(own, guard)) throw lockedError(readHolder(path));
  try {
    const holder = readHolder(path);
    if (holder !== null && !isDead(holder)) throw lockedError(holder);
    rmSync(path, { force: true });
    if (!linkNew(own, path)) throw lockedError(readHolder(path));
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Gives a written file a second name, if nothing has that name. */
function linkNew(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  try {
    writeFileSync(to, readFileSync(from), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function lockedError(holder: LockHolder | null): EngineError {
  if (holder === null) {
    return new EngineError('the project is locked by another run', {
      zh: '项目正被另一次运行占用',
      code: 'E_LOCKED',
      hint: 'try again when it has ended',
    });
  }
  return new EngineError(
    `another run holds the project: process ${holder.pid} on ${holder.host} since ${holder.started}`,
    {
      zh: `项目正被另一次运行占用：主机 ${holder.host} 上的进程 ${holder.pid}，自 ${holder.started} 起`,
      code: 'E_LOCKED',
      hint: 'wait until it ends; only if that machine is gone for good, remove .yingbao/lock.json',
    },
  );
}

function readHolder(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

/** Only a proof of death frees a lock: same machine, and either another boot or no such process any more. */
function isDead(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.bootId !== bootId()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  return processStart(holder.pid) !== holder.processStart;
}

function bootId(): string {
  return readOrEmpty('/proc/sys/kernel/random/boot_id').trim();
}

/** Start time in clock ticks since boot (field 22 of /proc/PID/stat): tells a reused PID from the old process. */
function processStart(pid: number): string {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
