const FIRST_BYTES = 1 << 16;
export const LENGTH_BYTES = 4;

/** Texts one after another, each behind its length, as Parquet's plain encoding has them. */
export class TextBytes {
  private texts = new DataView(new ArrayBuffer(FIRST_BYTES));
  used = 0;

  append(bytes: DataView, start: number, end: number): void {
    const length = end - start;
    if (this.used + LENGTH_BYTES + length > this.texts.byteLength) this.grow(length);
    const { texts } = this;
    let to = this.used;
    texts.setInt32(to, length, true);
    to += LENGTH_BYTES;
    let at = start;
    // Four at a time: most texts are too short for a call into the runtime to pay.
    for (const stop = end - 3; at < stop; at += 4) {
      texts.setInt32(to, bytes.getInt32(at, true), true);
      to += 4;
    }
    for (; at < end; at += 1) texts.setUint8(to++, bytes.getUint8(at));
    this.used = to;
  }

  /** One of the texts, by where its bytes start. */
  text(place: number, length: number): DataView {
    return new DataView(this.texts.buffer, place, length);
  }

  /** True where the text whose bytes start at `place` is the one from `start` to `end`; both are of one length. */
  isAt(place: number, bytes: DataView, start: number, end: number): boolean {
    const { texts } = this;
    let to = place;
    let at = start;
    for (const stop = end - 3; at < stop; at += 4) {
      if (texts.getInt32(to, true) !== bytes.getInt32(at, true)) return false;
      to += 4;
    }
    for (; at < end; at += 1) if (texts.getUint8(to++) !== bytes.getUint8(at)) return false;
    return true;
  }

  /** All texts; good until the next one is appended. */
  take(): Uint8Array {
    const texts = new Uint8Array(this.texts.buffer, 0, this.used);
    this.used = 0;
    return texts;
  }

  private grow(length: number): void {
    const larger = new Uint8Array(Math.max(this.used + LENGTH_BYTES + length, this.texts.byteLength * 2));
    larger.set(new Uint8Array(this.texts.buffer, 0, this.used));
    this.texts = new DataView(larger.buffer);
  }
}
