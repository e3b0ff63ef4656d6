import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/model/errors.js';
import { secretKey } from '../../src/run/secret-key.js';

let room: string;
let path: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-key-'));
  path = join(room, 'state', 'secret.key');
});
afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

describe('the secret key', () => {
  it('is made at the first run, for its owner only, and stays', () => {
    const key = secretKey(path, {});
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(secretKey(path, {})).toEqual(key);
    expect(readFileSync(path, 'utf8').trim()).toBe(Buffer.from(key).toString('hex'));
  });

  it('differs from project to project', () => {
    expect(secretKey(path, {})).not.toEqual(secretKey(join(room, 'other', 'secret.key'), {}));
  });

  it('comes from YINGBAO_KEY_FILE where that is set', () => {
    const elsewhere = join(room, 'key');
    writeFileSync(elsewhere, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    expect(Buffer.from(secretKey(path, { YINGBAO_KEY_FILE: elsewhere })).toString('hex')).toBe(
      'ab'.repeat(32),
    );
    expect(existsSync(path)).toBe(false);
  });

  it('is not made for somebody who only looks', () => {
    expect(secretKey(path, {}, true)).toHaveLength(32);
    expect(existsSync(path)).toBe(false);
  });

  it.each(['', 'too short', 'zz'.repeat(32), `${'ab'.repeat(32)}00`])(
    'is refused when the file holds %j, and not replaced',
    (text) => {
      const elsewhere = join(room, 'key');
      writeFileSync(elsewhere, text, { mode: 0o600 });
      const attempt = (): unknown => secretKey(path, { YINGBAO_KEY_FILE: elsewhere });
      expect(attempt).toThrow(ConfigError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'E_KEY_INVALID' }) as Error);
      expect(readFileSync(elsewhere, 'utf8')).toBe(text);
    },
  );

  it.each([0o640, 0o604, 0o644])('is refused when others may read it (%o)', (mode) => {
    secretKey(path, {});
    chmodSync(path, mode);
    expect(() => secretKey(path, {})).toThrow(expect.objectContaining({ code: 'E_KEY_EXPOSED' }) as Error);
  });

  it('never stands in a message', () => {
    writeFileSync(join(room, 'key'), 'secret-of-the-county', { mode: 0o600 });
    try {
      secretKey(path, { YINGBAO_KEY_FILE: join(room, 'key') });
      expect.unreachable();
    } catch (error) {
      expect(`${(error as ConfigError).message} ${(error as ConfigError).hint ?? ''}`).not.toContain(
        'secret-of-the-county',
      );
    }
  });
});
