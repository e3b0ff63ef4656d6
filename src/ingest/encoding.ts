import { InputError } from '../model/errors.js';
import type { ByteFacts } from './byte-scanner.js';
import { isHeaderOfAnyKind, locateHeader } from './find-header.js';
import { Gb18030Transcoder, UndecodableByte } from './gb18030.js';

export const EXPORT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type ExportEncoding = (typeof EXPORT_ENCODINGS)[number];

/** Turns the bytes of an export into UTF-8 without a byte order mark; throws UndecodableByte. */
export interface Transcoder {
  push(chunk: Buffer): Buffer;
  finish(): void;
}

/**
 * The encoding of a file: its byte order mark, else UTF-8 where all of it is, else GB18030, which the transcoder then
 * checks strictly. Throws InputError where the header shows that the text is UTF-8 with a damaged byte, or Big5.
 */
export function decideEncoding(shown: string, facts: ByteFacts, head: Buffer): ExportEncoding {
  if (facts.bom === 'utf16le') return 'utf-16le';
  if (facts.bom === 'utf16be') return 'utf-16be';
  if (facts.bom === 'gb18030') return 'gb18030';
  if (facts.badByte === null) return plainOrHz(shown, head);
  if (facts.bom === 'utf8' || hasChineseHeader(decodeAs('utf-8', head)))
    throw damagedUtf8(shown, facts, facts.badByte);
  const asGb18030 = decodeAs('gb18030', head);
  if (!hasChineseHeader(asGb18030)) {
    const other = OTHER_ENCODINGS.find(({ label }) => hasChineseHeader(decodeAs(label, head)));
    if (other !== undefined) throw looksLikeOther(shown, facts.badByte, other);
  }
  return 'gb18030';
}

/** Encodings whose text can pass for GB18030 and would give wrong names without a warning. */
const OTHER_ENCODINGS = [
  { label: 'big5', name: 'Big5', zh: 'Big5', code: 'E_ENCODING_BIG5' },
  { label: 'shift_jis', name: 'Shift-JIS', zh: 'Shift-JIS', code: 'E_ENCODING' },
  {
    label: 'utf-16le',
    name: 'UTF-16LE without a byte order mark',
    zh: 'UTF-16LE（没有字节顺序标记）',
    code: 'E_ENCODING',
  },
  {
    label: 'utf-16be',
    name: 'UTF-16BE without a byte order mark',
    zh: 'UTF-16BE（没有字节顺序标记）',
    code: 'E_ENCODING',
  },
] as const;

/** HZ (RFC 1843) writes GB 2312 in seven bits between `~{` and `~}`, so it is UTF-8 to a machine and noise to a person. */
function plainOrHz(shown: string, head: Buffer): 'utf-8' {
  const text = head.toString('latin1');
  const isAscii = !/[\x80-\xFF]/.test(text);
  if (!isAscii || !/~\{(?:[\x21-\x77][\x21-\x7E])+~\}/.test(text)) return 'utf-8';
  throw new InputError(`${shown}: the text looks like HZ-GB-2312`, {
    zh: `${shown}：文字疑似 HZ-GB-2312 编码`,
    code: 'E_ENCODING',
    hint: 'have it exported as UTF-8 or GB18030',
    file: shown,
  });
}

/** The text of the first bytes of a file; what cannot be decoded becomes U+FFFD. */
export function decodeHead(encoding: ExportEncoding, head: Buffer): string {
  return decodeAs(encoding, head);
}

function decodeAs(encoding: string, head: Buffer): string {
  return new TextDecoder(encoding).decode(head);
}

/** Two known headers in Chinese: one alone may be an accident of a wrong decoder. */
function hasChineseHeader(text: string): boolean {
  const isKnown = (header: string): boolean => /\p{Script=Han}/u.test(header) && isHeaderOfAnyKind(header);
  const found = locateHeader(text, isKnown);
  return found !== null && found.headers.filter(isKnown).length >= 2;
}

function damagedUtf8(shown: string, facts: ByteFacts, badByte: number): InputError {
  const cut = badByte >= facts.bytes - 3;
  return new InputError(
    `${shown}: UTF-8 that breaks at byte ${badByte}${cut ? ', inside the last character' : ''}`,
    {
      zh: `${shown}：UTF-8 编码在第 ${badByte} 字节处中断${cut ? '，最后一个字不完整' : ''}`,
      code: cut ? 'E_TRUNCATED' : 'E_ENCODING',
      hint: cut
        ? 'the file was cut in the middle of a character; have it sent again'
        : 'the file was damaged or put together from parts in different encodings; have it exported again as UTF-8 or GB18030',
      file: shown,
    },
  );
}

function looksLikeOther(
  shown: string,
  badByte: number,
  { name, zh, code }: (typeof OTHER_ENCODINGS)[number],
): InputError {
  return new InputError(`${shown}: not UTF-8 (byte ${badByte}); the header looks like ${name}`, {
    zh: `${shown}：不是 UTF-8（第 ${badByte} 字节），表头疑似 ${zh} 编码`,
    code,
    hint: `have it exported as UTF-8 or GB18030; ${name} read as GB18030 would give wrong names without a warning`,
    file: shown,
  });
}

/** The refusal of a file that is neither UTF-8 nor GB18030. */
export function undecodable(shown: string, encoding: ExportEncoding, offset: number): InputError {
  const name = encoding.toUpperCase();
  const [zh, en] =
    encoding === 'gb18030' ? [' UTF-8，也不是 GB18030', 'UTF-8 and not GB18030'] : [` ${name}`, name];
  return new InputError(`${shown}: not ${en}: byte ${offset} cannot be read`, {
    zh: `${shown}：不是${zh}：第 ${offset} 字节无法读取`,
    code: 'E_ENCODING',
    hint: 'the file was damaged, cut inside a character, or is in another encoding; have it exported again as UTF-8 or GB18030',
    file: shown,
  });
}

export function createTranscoder(encoding: ExportEncoding): Transcoder {
  if (encoding === 'gb18030') return withoutMark(new Gb18030Transcoder());
  if (encoding === 'utf-8') return withoutMark({ push: (chunk) => chunk, finish: () => undefined });
  return withoutMark(utf16(encoding));
}

function utf16(encoding: 'utf-16le' | 'utf-16be'): Transcoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let consumed = 0;
  const guarded = (decode: () => string): Buffer => {
    try {
      return Buffer.from(decode(), 'utf8');
    } catch {
      throw new UndecodableByte(consumed);
    }
  };
  return {
    push: (chunk) => {
      const text = guarded(() => decoder.decode(chunk, { stream: true }));
      consumed += chunk.length;
      return text;
    },
    finish: () => {
      guarded(() => decoder.decode());
    },
  };
}

/** Drops U+FEFF where the text begins with it. */
function withoutMark(inner: Transcoder): Transcoder {
  let first = true;
  return {
    push: (chunk) => {
      const text = inner.push(chunk);
      if (!first || text.length === 0) return text;
      first = false;
      return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
    },
    finish: () => inner.finish(),
  };
}
