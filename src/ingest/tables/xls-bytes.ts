/**
 * What the library does not say of a binary workbook (MS-XLS), read from its bytes: whether it has a password, and
 * which sheets are hidden. The records looked for are short and stand together at the beginning of the stream.
 */
export interface XlsFacts {
  readonly encrypted: boolean;
  readonly hidden: ReadonlySet<string>;
}

/** BOF of the workbook globals: record 0x0809, 16 bytes, BIFF8, type 5. */
const BEGIN = Buffer.from('0908100000060500', 'hex');
const BOF_BYTES = 20;
const FILEPASS = 0x002f;
const BOUNDSHEET = 0x0085;

export function readXlsFacts(bytes: Buffer, sheetNames: readonly string[]): XlsFacts {
  return {
    encrypted: bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) || hasPassword(bytes),
    hidden: new Set(sheetNames.filter((name) => isHidden(bytes, name))),
  };
}

function hasPassword(bytes: Buffer): boolean {
  const at = bytes.indexOf(BEGIN);
  if (at === -1 || at + BOF_BYTES + 2 > bytes.length) return false;
  return bytes.readUInt16LE(at + BOF_BYTES) === FILEPASS;
}

/** BOUNDSHEET: position (4 bytes), state (1), type (1), then the name with its length and its width. */
function isHidden(bytes: Buffer, name: string): boolean {
  const wide = Buffer.concat([Buffer.from([name.length, 1]), Buffer.from(name, 'utf16le')]);
  const narrow = Buffer.concat([Buffer.from([name.length, 0]), Buffer.from(name, 'latin1')]);
  for (const title of [wide, narrow]) {
    for (let at = bytes.indexOf(title); at !== -1; at = bytes.indexOf(title, at + 1)) {
      const start = at - 10;
      if (start < 0 || bytes.readUInt16LE(start) !== BOUNDSHEET) continue;
      if (bytes.readUInt16LE(start + 2) !== title.length + 6) continue;
      return ((bytes[start + 8] ?? 0) & 3) !== 0;
    }
  }
  return false;
}
