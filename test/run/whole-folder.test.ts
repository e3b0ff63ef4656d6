import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile, wholeFolder } from '../../src/run/whole-folder.js';

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-whole-'));
});
afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

describe('a whole folder', () => {
  it('appears under its name only when it is done', async () => {
    const folder = join(room, 'runs', 'one');
    await wholeFolder(folder, (temporary) => {
      expect(existsSync(folder)).toBe(false);
      writeFileSync(join(temporary, 'a'), 'x');
      return Promise.resolve();
    });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('x');
    expect(readdirSync(join(room, 'runs'))).toEqual(['one']);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('leaves nothing behind when it fails, and says why', async () => {
    const failing = wholeFolder(join(room, 'one'), (temporary) => {
      writeFileSync(join(temporary, 'half'), 'x');
      return Promise.reject(new Error('disk full'));
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(readdirSync(room)).toEqual([]);
  });

  it('is not written again when it is there', async () => {
    mkdirSync(join(room, 'one'));
    let called = false;
    await wholeFolder(join(room, 'one'), () => {
      called = true;
      return Promise.resolve();
    });
    expect(called).toBe(false);
  });

  it('starts anew over what a crash left under the temporary name', async () => {
    const left = join(room, `one.part-${process.pid}`);
    mkdirSync(left);
    writeFileSync(join(left, 'old'), 'x');
    await wholeFolder(join(room, 'one'), (temporary) => {
      writeFileSync(join(temporary, 'new'), 'x');
      return Promise.resolve();
    });
    expect(readdirSync(join(room, 'one'))).toEqual(['new']);
  });
});

describe('a replaced file', () => {
  it('holds the new text, for its owner only, with nothing beside it', () => {
    const path = join(room, 'deep', 'current.json');
    replaceFile(path, 'one');
    replaceFile(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(room, 'deep'))).toEqual(['current.json']);
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});
