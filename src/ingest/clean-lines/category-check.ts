import type { FieldCheck, RowFacts } from './row-facts.js';

interface Form {
  readonly written: string;
  readonly bytes: Buffer;
  /** The same bytes four at a time, as far as they go. */
  readonly words: Int32Array;
  readonly code: string;
  /** Its place among the forms. */
  readonly number: number;
}

/** Written forms of a category; knows the bytes of each form. */
export class CategoryForms {
  private readonly slots: (Form | undefined)[];
  private readonly mask: number;
  readonly forms: readonly { readonly written: string; readonly code: string }[];

  constructor(forms: ReadonlyMap<string, string>) {
    const known = [...forms]
      .filter(([written]) => written !== '')
      .map(([written, code], number) => formOf(written, code, number));
    this.forms = known;
    let size = 64;
    while (size < known.length * 4) size *= 2;
    this.mask = size - 1;
    this.slots = new Array<Form | undefined>(size);
    for (const form of known) {
      let slot = hash(form.bytes) & this.mask;
      while (this.slots[slot] !== undefined) slot = (slot + 1) & this.mask;
      this.slots[slot] = form;
    }
  }

  /** Accepts just the known forms and says which; `keep` gets the first character of the code. */
  check(delimiter: string, keep?: (row: RowFacts, code: number) => void): FieldCheck {
    const stop = delimiter.charCodeAt(0);
    // Most records say one of two things, and comparing is faster than hashing.
    let last: Form | null = null;
    let before: Form | null = null;
    let viewed: Uint8Array | null = null;
    let view: DataView = new DataView(new ArrayBuffer(0));
    return (bytes, start, row) => {
      if (bytes !== viewed) {
        viewed = bytes;
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
      if (last === null || !standsAt(last, view, start, stop)) {
        const other =
          before !== null && standsAt(before, view, start, stop) ? before : this.find(view, start, stop);
        if (other === null) return -1;
        before = last;
        last = other;
      }
      row.form = last.number;
      keep?.(row, last.code.charCodeAt(0));
      return start + last.bytes.length;
    };
  }

  private find(view: DataView, start: number, stop: number): Form | null {
    let mixed = 0;
    for (let at = start; !ends(view.getUint8(at), stop); at += 1)
      mixed = (Math.imul(mixed, 31) + view.getUint8(at)) | 0;
    for (let slot = mixed & this.mask; ; slot = (slot + 1) & this.mask) {
      const form = this.slots[slot];
      if (form === undefined) return null;
      if (standsAt(form, view, start, stop)) return form;
    }
  }
}

function formOf(written: string, code: string, number: number): Form {
  const bytes = Buffer.from(written, 'utf8');
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readInt32LE(index * 4));
  return { written, bytes, words, code, number };
}

/** A field ends at the delimiter, at a quote, and at the line's end. */
function ends(byte: number, stop: number): boolean {
  return byte === stop || byte <= 0x22;
}

/** True where the field at `start` is the form, no more and no less. */
function standsAt({ bytes, words }: Form, view: DataView, start: number, stop: number): boolean {
  const end = start + bytes.length;
  if (end >= view.byteLength) return false;
  for (let index = 0; index < words.length; index += 1)
    if (words[index] !== view.getInt32(start + index * 4, true)) return false;
  for (let at = words.length * 4; at < bytes.length; at += 1)
    if (bytes[at] !== view.getUint8(start + at)) return false;
  return ends(view.getUint8(end), stop);
}

function hash(bytes: Uint8Array): number {
  let mixed = 0;
  for (const byte of bytes) mixed = (Math.imul(mixed, 31) + byte) | 0;
  return mixed;
}
