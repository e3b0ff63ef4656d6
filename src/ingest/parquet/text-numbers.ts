import { LENGTH_BYTES, TextBytes } from './text-bytes.js';

/** More texts than this are no vocabulary. */
export const MOST_TEXTS = 1 << 12;
const SLOTS = MOST_TEXTS * 4;
/** An odd number whose bits look random (2³² over the golden ratio). */
const FACTOR = 0x9e3779b1;

/** Numbers texts in the order in which they come, as long as there are few. */
export class TextNumbers {
  private readonly slots = new Int32Array(SLOTS);
  private readonly starts = new Int32Array(MOST_TEXTS);
  private readonly lengths = new Int32Array(MOST_TEXTS);
  private readonly texts = new TextBytes();
  private last = 0;
  entries = 0;

  /** The number of a text; -1 where there are too many. */
  numberOf(bytes: DataView, start: number, end: number): number {
    if (this.entries > 0 && this.isText(this.last, bytes, start, end)) return this.last;
    let slot = mix(bytes, start, end) & (SLOTS - 1);
    for (;;) {
      const number = (this.slots[slot] as number) - 1;
      if (number === -1) break;
      if (this.isText(number, bytes, start, end)) return (this.last = number);
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.entries === MOST_TEXTS) return -1;
    this.slots[slot] = this.entries + 1;
    return this.add(bytes, start, end);
  }

  text(number: number): DataView {
    return this.texts.text(this.starts[number] as number, this.lengths[number] as number);
  }

  /** All texts; begins anew. */
  take(): Uint8Array {
    this.slots.fill(0);
    this.entries = 0;
    return this.texts.take();
  }

  private add(bytes: DataView, start: number, end: number): number {
    const number = this.entries;
    this.starts[number] = this.texts.used + LENGTH_BYTES;
    this.lengths[number] = end - start;
    this.texts.append(bytes, start, end);
    this.entries += 1;
    return (this.last = number);
  }

  private isText(number: number, bytes: DataView, start: number, end: number): boolean {
    return (
      this.lengths[number] === end - start &&
      this.texts.isAt(this.starts[number] as number, bytes, start, end)
    );
  }
}

function mix(bytes: DataView, start: number, end: number): number {
  let mixed = end - start;
  let at = start;
  for (const stop = end - 3; at < stop; at += 4)
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ bytes.getInt32(at, true), FACTOR);
  for (; at < end; at += 1) mixed = Math.imul(mixed ^ bytes.getUint8(at), FACTOR);
  return mixed ^ (mixed >>> 15);
}
