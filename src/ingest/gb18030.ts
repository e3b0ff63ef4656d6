import { mapPrivateUse } from '../normalize/private-use.js';

/** A byte sequence that is no character of the encoding; `offset` counts from the start of the input. */
export class UndecodableByte extends Error {
  constructor(readonly offset: number) {
    super(`undecodable byte at offset ${offset}`);
  }
}

interface Tables {
  /** UTF-8 bytes, lowest first, of every two-byte sequence at lead × 256 + trail; 0 where there is none. */
  readonly pairs: Uint32Array;
  /** The same for the single bytes 0x80 and 0xFF. */
  readonly singles: Uint32Array;
}

let tables: Tables | undefined;

/**
 * Turns GB18030 (and its subsets GBK, CP936, GB2312) into UTF-8, chunk by chunk, private-use characters of GBK as
 * their standard ones. The table comes from the platform's own `gb18030` decoder, which never knows `gbk` rightly.
 * `push` and `finish` throw UndecodableByte.
 */
export class Gb18030Transcoder {
  private readonly tables = (tables ??= buildTables());
  private carry = Buffer.alloc(0);
  private consumed = 0;

  push(chunk: Buffer): Buffer {
    const bytes = this.carry.length === 0 ? chunk : Buffer.concat([this.carry, chunk]);
    const out = Buffer.allocUnsafe(bytes.length * 3 + 4);
    const { read, written } = this.transcode(bytes, out);
    this.consumed += read;
    this.carry = Buffer.from(bytes.subarray(read));
    return out.subarray(0, written);
  }

  /** Must be called at the end: an unfinished character is an error. */
  finish(): void {
    if (this.carry.length > 0) throw new UndecodableByte(this.consumed);
  }

  private transcode(bytes: Buffer, out: Buffer): { read: number; written: number } {
    const { pairs } = this.tables;
    const length = bytes.length;
    let at = 0;
    let to = 0;
    while (at < length) {
      const lead = bytes[at] as number;
      if (lead < 0x80) {
        out[to] = lead;
        to += 1;
        at += 1;
        continue;
      }
      if (at + 1 === length && lead !== 0x80 && lead !== 0xff) break;
      const packed = pairs[(lead << 8) | (bytes[at + 1] as number)] as number;
      if (packed > 0xffff && packed < 0x1000000) {
        out[to] = packed & 0xff;
        out[to + 1] = (packed >>> 8) & 0xff;
        out[to + 2] = packed >>> 16;
        to += 3;
        at += 2;
        continue;
      }
      if (packed !== 0) {
        to = put(out, to, packed);
        at += 2;
        continue;
      }
      const step = this.rare(bytes, at, out, to);
      if (step === null) break;
      at += step.read;
      to += step.written;
    }
    return { read: at, written: to };
  }

  /** Single bytes above 0x7F, four-byte sequences, errors; null where the chunk ends inside a character. */
  private rare(bytes: Buffer, at: number, out: Buffer, to: number): { read: number; written: number } | null {
    const lead = bytes[at] ?? 0;
    const single = this.tables.singles[lead] ?? 0;
    if (single !== 0) return { read: 1, written: put(out, to, single) - to };
    const second = bytes[at + 1] ?? 0;
    if (second < 0x30 || second > 0x39) throw new UndecodableByte(this.consumed + at);
    if (at + 4 > bytes.length) return null;
    const character = decode(bytes.subarray(at, at + 4));
    if (character === null) throw new UndecodableByte(this.consumed + at);
    return { read: 4, written: out.write(character, to, 'utf8') };
  }
}

function put(out: Buffer, at: number, packed: number): number {
  let to = at;
  for (let rest = packed; rest !== 0; rest >>>= 8) out[to++] = rest & 0xff;
  return to;
}

function decode(bytes: Buffer): string | null {
  try {
    return mapPrivateUse(new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

function pack(character: string): number {
  return Buffer.from(character, 'utf8').reduceRight((packed, byte) => ((packed << 8) | byte) >>> 0, 0);
}

/** Decodes all pairs in one go, each followed by a line feed, which no sequence swallows. */
function buildTables(): Tables {
  const leads = Array.from({ length: 126 }, (_, index) => 0x81 + index);
  const trails = Array.from({ length: 0xfe - 0x40 + 1 }, (_, index) => 0x40 + index).filter(
    (trail) => trail !== 0x7f,
  );
  const sequences = leads.flatMap((lead) => trails.map((trail) => [lead, trail, 0x0a]));
  const texts = new TextDecoder('gb18030').decode(Uint8Array.from(sequences.flat())).split('\n');
  const pairs = new Uint32Array(1 << 16);
  for (const [index, [lead = 0, trail = 0]] of sequences.entries()) {
    const text = texts[index] ?? '';
    if (Array.from(text).length === 1 && text !== '\uFFFD')
      pairs[(lead << 8) | trail] = pack(mapPrivateUse(text));
  }
  const singles = new Uint32Array(256);
  for (const byte of [0x80, 0xff]) {
    const text = decode(Buffer.from([byte]));
    if (text !== null) singles[byte] = pack(text);
  }
  return { pairs, singles };
}
