import { looksLikePerson } from './person-name-persons.js';

const LONGEST_CLASS = 20;
/** Digits that make a number of a person: phones, IDs, accounts, dates. */
const MOST_DIGITS = 5;
/** Latin letters alone are a code up to here; longer they may be a name in pinyin. */
const LONGEST_LATIN_CODE = 3;

/** What classes are called by, and people hardly. */
const CLASS_WORDS = /[困残救补助贫孤龄类级]/;
const DOOR = /\d.*[路街巷弄号室栋幢组]|[路街巷弄号室栋幢组].*\d/;

/**
 * True for text that can be a class of things (农村低保, A类) and does not read like a person's name, number or address.
 * Messages tell only such text, as a shifted column puts persons where classes should stand.
 */
export function readsLikeClass(value: string): boolean {
  const text = value.normalize('NFKC').trim();
  if (text.length > LONGEST_CLASS || text.replace(/\D/g, '').length > MOST_DIGITS) return false;
  if (/[·•・]/.test(text) || DOOR.test(text)) return false;
  if (/^[\p{Script=Latin} .'-]+$/u.test(text)) return text.length <= LONGEST_LATIN_CODE;
  return !partsOf(text).some((part) => looksLikePerson(part) && !CLASS_WORDS.test(part));
}

/** Several persons may stand in one cell, remarks behind them, and spaces in their names. */
function partsOf(text: string): readonly string[] {
  return text
    .replace(/\(.*?(?:\)|$)/g, '')
    .split(/[、,;/|]/)
    .map((part) => part.replace(/\s/g, ''));
}
