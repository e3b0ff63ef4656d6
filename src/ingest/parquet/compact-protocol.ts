/** A value of Thrift's compact protocol, in which Parquet writes what it says about itself. */
export type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly ThriftValue[] }
  | { readonly struct: ThriftStruct };

/** Field ids in ascending order, and their values. */
export type ThriftStruct = readonly (readonly [number, ThriftValue])[];

const TYPES = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

export function encodeStruct(struct: ThriftStruct): Buffer {
  const out: number[] = [];
  putStruct(out, struct);
  return Buffer.from(out);
}

/** Appends a number that is not negative, seven bits a byte, the lowest first. */
export function putVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

function putStruct(out: number[], struct: ThriftStruct): void {
  let before = 0;
  for (const [id, value] of struct) {
    // All structs of Parquet are dense enough for the short form: the step from the last id, and the type.
    out.push(((id - before) << 4) | typeOf(value));
    putValue(out, value);
    before = id;
  }
  out.push(0);
}

function putValue(out: number[], value: ThriftValue): void {
  if ('i32' in value) putVarint(out, value.i32 * 2);
  else if ('i64' in value) putVarint(out, value.i64 * 2);
  else if ('text' in value) putText(out, value.text);
  else if ('list' in value) putList(out, value.list);
  else putStruct(out, value.struct);
}

function putText(out: number[], text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  putVarint(out, bytes.length);
  for (const byte of bytes) out.push(byte);
}

function putList(out: number[], list: readonly ThriftValue[]): void {
  const [first] = list;
  const type = first === undefined ? TYPES.struct : typeOf(first);
  if (list.length < 15) out.push((list.length << 4) | type);
  else {
    out.push(0xf0 | type);
    putVarint(out, list.length);
  }
  for (const value of list) putValue(out, value);
}

function typeOf(value: ThriftValue): number {
  if ('i32' in value) return TYPES.i32;
  if ('i64' in value) return TYPES.i64;
  if ('text' in value) return TYPES.text;
  return 'list' in value ? TYPES.list : TYPES.struct;
}
