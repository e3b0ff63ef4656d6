import { text } from './sql.js';

/** The two padded forms of a secret key, as HMAC (RFC 2104) wants them: 64 bytes each, in hexadecimal. */
export interface HmacKey {
  readonly ipadHex: string;
  readonly opadHex: string;
}

const BLOCK_BYTES = 64;

/** Pads a key of at most 64 bytes for HMAC-SHA-256. */
export function hmacKey(key: Uint8Array): HmacKey {
  if (key.length > BLOCK_BYTES) throw new RangeError('an HMAC-SHA-256 key here has at most 64 bytes');
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.set(key);
  const xor = (byte: number): string => Buffer.from(padded.map((value) => value ^ byte)).toString('hex');
  return { ipadHex: xor(0x36), opadHex: xor(0x5c) };
}

/**
 * SQL for HMAC-SHA-256 of a text expression as 64 hexadecimal digits. A plain hash of a citizen ID can be reversed
 * by trying all numbers; a keyed one cannot.
 */
export function hmacSql(key: HmacKey, expression: string): string {
  const inner = `sha256(unhex(${text(key.ipadHex)}) || encode(${expression}))`;
  return `sha256(unhex(${text(key.opadHex)}) || unhex(${inner}))`;
}
