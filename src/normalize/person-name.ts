import { bracketPart, splitBrackets } from './person-name-brackets.js';
import { foldNameCharacters, isOnlyWildcards } from './person-name-characters.js';
import { coupleOf, kinOf, splitPersons } from './person-name-persons.js';
import {
  ALIAS_WORDS,
  AMBIGUOUS_TITLES,
  COUPLE,
  KIN_WORDS,
  LABELS,
  NOBODY,
  NOTE_WORDS,
  OFFICE_TITLES,
  POLITE_TITLES,
} from './person-name-words.js';
import { COMMON_SURNAMES, COMPOUND_SURNAMES } from './surnames.js';
import { normalizeText } from './text.js';

export { maskName } from './person-name-mask.js';

/** What a name cell says. */
export interface PersonNameReading {
  /** Canonical name, null where the cell names nobody. `?` stands for one character that is not known. */
  readonly name: string | null;
  /** Facts written beside the name: 已故, 户主, 迁出 … */
  readonly notes: readonly string[];
  /** Other names of the same person: former names, nicknames. */
  readonly aliases: readonly string[];
  /** Further persons in the cell. */
  readonly persons: readonly string[];
  /** These, and the person a description such as 张三之妻 refers to. */
  readonly others: readonly string[];
  readonly wildcard: boolean;
  /** True where the cell stands for nobody in particular: 无名氏, 不详, 张三之妻, 婴儿. */
  readonly placeholder: boolean;
  readonly title: string | null;
}

/**
 * A canonical name, in the regular-expression subset of RE2, Java and JavaScript. A name that matches it and not
 * PLACEHOLDER_NAMES is its own canonical form, without notes and aliases.
 */
export const CLEAN_PERSON_NAME = '[一-鿿]{2,4}|[一-鿿]{2,8}(·[一-鿿]{1,8}){1,3}';

/** Whole values that hold a word which the normaliser knows; works with a full match and with a search. */
export const PLACEHOLDER_NAMES = `^(.*(${NOTE_WORDS}|${POLITE_TITLES}|${OFFICE_TITLES}|${AMBIGUOUS_TITLES}|${ALIAS_WORDS}|${LABELS}|[加去].旁|左.右|某|之|的|等|测试|制表|审核|填表|负责人).*|.{2,}(${KIN_WORDS}|${COUPLE})|${NOBODY})$`;

const NOBODY_CELL = new RegExp(
  `^(?:${NOBODY}|${POLITE_TITLES}|NULL|NONE|NAN|N/A|#N/A|UNDEFINED|[-/\\\\.·#0-9 ]*)$`,
);
const NOTE_BEFORE = new RegExp(`^(?:(${LABELS})[:：]?|姓名[:：])(?=.{2})`);
const NOTE_AFTER = new RegExp(`^(.+?)[-,:;·/ ]*(${NOTE_WORDS})$`);
const TITLE_AFTER = new RegExp(
  `^(?<name>.+?)(?<title>${POLITE_TITLES}|${OFFICE_TITLES}|${AMBIGUOUS_TITLES})$`,
);
/** Only a form of address stands after a single character that is no surname. */
const POLITE = new RegExp(`^(?:${POLITE_TITLES})$`);
const AMBIGUOUS = new RegExp(`^(?:${AMBIGUOUS_TITLES})$`);
const ALIAS_AFTER = new RegExp(`^(.*?)[-,:;·/ ]*(?:${ALIAS_WORDS})[为叫是:：]?(.+)$`);
const GROUP = /^(.+?)等(?:\d+|[一二三四五六七八九十百数多两几]+)?(?:余?[人户名家]|村民|群众|居民)+$/;

/** What one reading of the cell has found so far. */
interface Draft {
  name: string;
  readonly notes: string[];
  readonly aliases: string[];
  readonly persons: string[];
  readonly kin: string[];
  title: string | null;
  placeholder: boolean;
}

function takeBrackets(draft: Draft): void {
  const { outside, inside } = splitBrackets(draft.name);
  draft.name = outside;
  for (const content of inside) {
    const part = bracketPart(content);
    if (part.kind === 'note') draft.notes.push(part.text);
    if (part.kind === 'alias') draft.aliases.push(...part.names);
    if (part.kind === 'title') draft.title ??= part.text;
  }
}

function takeWords(draft: Draft): void {
  const before = NOTE_BEFORE.exec(draft.name);
  if (before !== null) {
    if (before[1] !== undefined) draft.notes.push(before[1]);
    draft.name = draft.name.slice(before[0].length);
  }
  const after = NOTE_AFTER.exec(draft.name);
  if (after !== null) {
    draft.notes.push(after[2] ?? '');
    draft.name = after[1] ?? '';
  }
  const group = GROUP.exec(draft.name);
  if (group !== null) {
    draft.notes.push(draft.name.slice((group[1] ?? '').length));
    draft.name = group[1] ?? '';
  }
}

function takeTitle(draft: Draft): void {
  const { name = '', title = '' } = TITLE_AFTER.exec(draft.name)?.groups ?? {};
  if (!isTitleAfter(name, title)) return;
  draft.title ??= title;
  // 林阿婆 says no more than a surname: the given name is hidden, not missing.
  draft.name = isSurname(name) ? `${name}?` : name;
}

function isSurname(name: string): boolean {
  return COMMON_SURNAMES.has(name) || COMPOUND_SURNAMES.has(name);
}

function isTitleAfter(name: string, title: string): boolean {
  if (title === '') return false;
  const whole = Array.from(name).length > 1;
  return AMBIGUOUS.test(title) ? whole : whole || isSurname(name) || POLITE.test(title);
}

function takeAliases(draft: Draft): void {
  const match = ALIAS_AFTER.exec(draft.name);
  if (match === null) return;
  draft.aliases.push(match[2] ?? '');
  draft.name = match[1] ?? '';
}

function takePersons(draft: Draft): void {
  const [first = '', ...rest] = splitPersons(draft.name);
  draft.name = first;
  draft.persons.push(...rest);
}

function takeKin(draft: Draft): void {
  const couple = coupleOf(draft.name);
  if (couple !== null) {
    draft.name = couple.name;
    draft.notes.push(couple.note);
  }
  const kin = kinOf(draft.name);
  if (kin === null) return;
  draft.kin.push(kin.of);
  draft.name = kin.named;
  draft.placeholder ||= kin.named === '';
}

/** One reading; running it again on its own name changes nothing once the name is stable. */
function readOnce(draft: Draft): void {
  draft.name = normalizeText(draft.name.replace(/[\r\n]+/g, '/')) ?? '';
  if (NOBODY_CELL.test(draft.name.toUpperCase())) {
    draft.placeholder ||= draft.name !== '';
    draft.name = '';
    return;
  }
  takeBrackets(draft);
  takeWords(draft);
  takeAliases(draft);
  takeKin(draft);
  takeTitle(draft);
  takePersons(draft);
  takeKin(draft);
  draft.name = foldNameCharacters(draft.name);
  if (isOnlyWildcards(draft.name)) {
    draft.placeholder = true;
    draft.name = '';
  }
}

const CLEAN = new RegExp(`^(?:${CLEAN_PERSON_NAME})$`);
const PLACEHOLDER = new RegExp(PLACEHOLDER_NAMES);

/** A clean name that holds no known word reads as itself: the promise that lets SQL pass it by. */
function isSettled(name: string): boolean {
  return CLEAN.test(name) && !PLACEHOLDER.test(name);
}

/** Notes inside notes settle within a few readings; a cell that does not is no name. */
const MOST_READINGS = 6;

function settle(raw: string): Draft {
  const draft: Draft = {
    name: raw,
    notes: [],
    aliases: [],
    persons: [],
    kin: [],
    title: null,
    placeholder: false,
  };
  for (let i = 0; i < MOST_READINGS; i += 1) {
    const before = draft.name;
    if (i > 0 && isSettled(before)) return draft;
    readOnce(draft);
    if (draft.name === before || draft.name === '') return draft;
  }
  return { ...draft, name: '' };
}

/** Canonical other names: real names only, each once, none equal to the name itself. */
function names(written: readonly string[], own: string): readonly string[] {
  const canonical = written.map((text) => settle(text).name).filter((name) => name !== '' && name !== own);
  return [...new Set(canonical)];
}

/**
 * Reads a name cell: NFC, usual width, no spaces between Han characters, one middle dot (U+00B7, 民委发〔2016〕33号),
 * notes in brackets, titles and serial numbers taken out, characters that could not be typed as `?`. Variants are
 * never replaced.
 */
export function parsePersonName(raw: string): PersonNameReading {
  const draft = settle(raw);
  const { name } = draft;
  return {
    name: name === '' ? null : name,
    notes: [...new Set(draft.notes)],
    aliases: names(draft.aliases, name),
    persons: names(draft.persons, name),
    others: names([...draft.persons, ...draft.kin], name),
    wildcard: name.includes('?'),
    placeholder: draft.placeholder,
    title: draft.title,
  };
}

/** The canonical name, or null where the cell names nobody. */
export function normalizePersonName(raw: string): string | null {
  const { name } = settle(raw);
  return name === '' ? null : name;
}

/** The facts beside the name joined by a space, or null. */
export function personNameNotes(raw: string): string | null {
  const { notes } = parsePersonName(raw);
  return notes.length === 0 ? null : notes.join(' ');
}

/**
 * Other names that the row may be found under, joined by a space, or null: those of the person, and further persons in
 * the cell. Of several persons in one cell nobody knows whose number stands beside them.
 */
export function personNameAliases(raw: string): string | null {
  const { aliases, persons } = parsePersonName(raw);
  return aliases.length + persons.length === 0 ? null : [...aliases, ...persons].join(' ');
}
