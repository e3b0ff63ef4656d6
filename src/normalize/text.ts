import { mapPrivateUse } from './private-use.js';
import { foldRadicals } from './radicals.js';

export { mapPrivateUse } from './private-use.js';
export { toSimplified } from './simplified.js';

/** Characters that are seen as nothing or that only steer a terminal: controls, zero-width, bidi, soft hyphen, BOM. */
const INVISIBLE =
  // eslint-disable-next-line no-misleading-character-class -- variation selectors are meant one by one
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDDEF]/g;
const SPACES = /[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;
/** A half of a surrogate pair without its other half. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** CSI and OSC sequences of a terminal, before their parts are taken for text. */
const TERMINAL_SEQUENCE =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B\]|\u009D)[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?/g;

/** Full-width ASCII, the ideographic space and the half-width middle dot in their usual width. */
export function foldWidth(value: string): string {
  return value
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/\uFF65/g, '\u30FB')
    .replace(/\uFFE5/g, '\u00A5');
}

/** The characters of a text as a person counts them (code points, not UTF-16 units). */
export function codePoints(value: string): readonly string[] {
  return Array.from(value);
}

/**
 * One form for text that is compared or shown: NFC, usual width, GBK private use and radicals as characters, nothing
 * invisible, one space where there were several, none at the ends. Half surrogates become U+FFFD.
 * Returns null where nothing is left; placeholders such as `-` or `无` are the caller's matter.
 */
export function normalizeText(raw: string): string | null {
  const folded = foldRadicals(foldWidth(mapPrivateUse(raw.replace(INVISIBLE, '').normalize('NFC'))))
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(SPACES, ' ')
    .trim()
    .normalize('NFC');
  return folded === '' ? null : folded;
}

/**
 * A value that may be echoed on a terminal or in a log line: without terminal sequences, controls (CR and BS too),
 * bidi overrides and line breaks; what broke a line becomes one space.
 */
export function safeText(value: string): string {
  return value
    .replace(TERMINAL_SEQUENCE, '')
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\uFFFD');
}
