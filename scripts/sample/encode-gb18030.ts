/**
 * Node decodes GB18030 but does not encode it, so the table is turned round once: every two-byte and every four-byte
 * code of the basic plane is decoded and remembered; the other planes are linear (GB 18030-2022, WHATWG encoding).
 */
const TWO_BYTE_FIRST = 0x81;
const FOUR_BYTE_BASIC = 39_420;
const ASTRAL_START = 189_000;

function fourBytes(pointer: number): number {
  const b4 = pointer % 10;
  const b3 = Math.floor(pointer / 10) % 126;
  const b2 = Math.floor(pointer / 1260) % 10;
  const b1 = Math.floor(pointer / 12_600);
  return (((0x81 + b1) << 24) | ((0x30 + b2) << 16) | ((0x81 + b3) << 8) | (0x30 + b4)) >>> 0;
}

function buildTable(): Uint32Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Uint32Array(0x10000);
  const remember = (code: number, bytes: Uint8Array): void => {
    const text = decoder.decode(bytes);
    const unit = text.charCodeAt(0);
    if (text.length === 1 && unit !== 0xfffd && table[unit] === 0) table[unit] = code;
  };
  for (let lead = TWO_BYTE_FIRST; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) remember((lead << 8) | trail, Uint8Array.of(lead, trail));
    }
  }
  for (let pointer = 0; pointer < FOUR_BYTE_BASIC; pointer += 1) {
    const code = fourBytes(pointer);
    remember(code, Uint8Array.of(code >>> 24, (code >>> 16) & 255, (code >>> 8) & 255, code & 255));
  }
  return table;
}

let table: Uint32Array | undefined;

/** Bytes of a text in GB18030; throws RangeError on a lone surrogate, which has no code. */
export function encodeGb18030(text: string): Buffer {
  table ??= buildTable();
  const bytes = Buffer.allocUnsafe(text.length * 4);
  let size = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point < 0x80) {
      bytes[size++] = point;
      continue;
    }
    const code = point > 0xffff ? fourBytes(ASTRAL_START + point - 0x10000) : (table[point] as number);
    if (code === 0) throw new RangeError(`U+${point.toString(16)} has no GB18030 code`);
    size = code > 0xffff ? bytes.writeUInt32BE(code, size) : bytes.writeUInt16BE(code, size);
  }
  return bytes.subarray(0, size);
}
