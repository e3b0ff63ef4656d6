import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../model/errors.js';

const KEY_BYTES = 32;

/**
 * The project's secret key: ids of persons and findings are keyed hashes under it. Made at the first run (0600); with
 * YINGBAO_KEY_FILE it lives elsewhere. Losing it gives everybody new ids, so it belongs in the backup.
 */
export function secretKey(
  defaultPath: string,
  environment: Readonly<Record<string, string | undefined>>,
  readOnly = false,
): Uint8Array {
  const path = environment['YINGBAO_KEY_FILE'] ?? defaultPath;
  const existing = readKey(path);
  if (existing !== null) return existing;
  if (readOnly) return new Uint8Array(KEY_BYTES);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  writeFileSync(path, `${key.toString('hex')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  return key;
}

function readKey(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new ConfigError('the secret key file does not hold 64 hexadecimal digits', {
      zh: '密钥文件的内容不是 64 位十六进制数字',
      code: 'E_KEY_INVALID',
      hint: 'restore it from the backup; a new key would give every person and finding a new id',
    });
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new ConfigError('the secret key file can be read by others', {
      zh: '密钥文件可被他人读取',
      code: 'E_KEY_EXPOSED',
      hint: 'chmod 600 on it',
    });
  }
  return Buffer.from(text, 'hex');
}
