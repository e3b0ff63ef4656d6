import { putVarint } from './compact-protocol.js';

/** A number below 256 that stands `count` times, as a run of Parquet's hybrid of runs and packed bits. */
export function repeated(count: number, value: number): Buffer {
  const out: number[] = [];
  putVarint(out, count * 2);
  out.push(value);
  return Buffer.from(out);
}

/** Zeros and ones, eight in a byte, the first one lowest; as packed bits of the same hybrid. */
export function packBits(values: Uint8Array, count: number): Buffer {
  const head: number[] = [];
  const groups = Math.ceil(count / 8);
  putVarint(head, groups * 2 + 1);
  const out = Buffer.alloc(head.length + groups);
  out.set(head);
  for (let index = 0; index < count; index += 1) {
    const to = head.length + (index >> 3);
    out[to] = (out[to] as number) | ((values[index] as number) << (index & 7));
  }
  return out;
}

/**
 * Numbers of a dictionary behind the width of each. Whole bytes instead of the fewest bits: nothing has to be packed,
 * neither here nor in any reader.
 */
export function encodeNumbers(numbers: Uint16Array, count: number, entries: number): readonly Uint8Array[] {
  if (entries === 1) return [Buffer.from([1]), repeated(count, 0)];
  const width = entries > 0x100 ? 2 : 1;
  const groups = Math.ceil(count / 8);
  const head = [width * 8];
  putVarint(head, groups * 2 + 1);
  const out = Buffer.alloc(head.length + groups * 8 * width);
  out.set(head);
  let to = head.length;
  for (let index = 0; index < count; index += 1) {
    const number = numbers[index] as number;
    out[to++] = number & 0xff;
    if (width === 2) out[to++] = number >> 8;
  }
  return [out];
}
