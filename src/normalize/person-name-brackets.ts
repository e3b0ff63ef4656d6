import {
  ALIAS_WORDS,
  AMBIGUOUS_TITLES,
  COMPONENTS,
  NOTE_WORDS,
  OFFICE_TITLES,
  ONE_CHARACTER_NOTES,
  POLITE_TITLES,
  REMARK_WORDS,
} from './person-name-words.js';

const BRACKETS =
  /[([{【〔〖〈《「『<]([^()[\]{}【】〔〕〖〗〈〉《》「」『』<>]*)(?:[)\]}】〕〗〉》」』>]|$)/g;
const STRAY = /[()[\]{}【】〔〕〖〗〈〉《》「」『』<>]/g;

const ALIAS = new RegExp(`^(?:${ALIAS_WORDS})[为叫是:：]?(.*)$`);
const NOTE = new RegExp(NOTE_WORDS);
const REMARK = new RegExp(REMARK_WORDS);
const TITLE = new RegExp(`^(?:${POLITE_TITLES}|${OFFICE_TITLES}|${AMBIGUOUS_TITLES})$`);
const DESCRIPTION = new RegExp(COMPONENTS);

/** What the text in brackets is; `drop` for serial numbers, phones and IDs pasted in. */
export type BracketPart =
  | { readonly kind: 'note' | 'title'; readonly text: string }
  | { readonly kind: 'alias'; readonly names: readonly string[] }
  | { readonly kind: 'drop' };

/** True where brackets describe a character that could not be typed, as in 徐(莹加王旁). */
function isDescription(content: string): boolean {
  return DESCRIPTION.test(content) && !NOTE.test(content) && Array.from(content).length <= 12;
}

/** A description that stands in the name without brackets: 徐莹加王旁, 王左王右英. */
const BARE_DESCRIPTION =
  /(?<=\p{Script=Han})(?:\p{Script=Han}[加去]\p{Script=Han}旁|左\p{Script=Han}右\p{Script=Han})/u;

/** The text outside the brackets, with `?` where brackets describe a character, and what stood inside. */
export function splitBrackets(text: string): {
  readonly outside: string;
  readonly inside: readonly string[];
} {
  const inside: string[] = [];
  const outside = text.replace(BRACKETS, (_, content: string) => {
    const trimmed = content.trim();
    if (isDescription(trimmed)) return '?';
    if (trimmed !== '') inside.push(trimmed);
    return ' ';
  });
  return { outside: outside.replace(STRAY, ' ').replace(BARE_DESCRIPTION, '?').trim(), inside };
}

/** Says what stood in brackets. A name of two to four characters that is no known word is kept as an alias. */
export function bracketPart(content: string): BracketPart {
  const alias = ALIAS.exec(content);
  if (alias !== null) return { kind: 'alias', names: (alias[1] ?? '').split(/[、,;/ ]+/) };
  if (NOTE.test(content)) return { kind: 'note', text: content };
  if (TITLE.test(content)) return { kind: 'title', text: content };
  if (/^[\d\s#号.-]*$|^\d{15,18}X?$/i.test(content)) return { kind: 'drop' };
  const length = Array.from(content).length;
  if (length === 1 && ONE_CHARACTER_NOTES.includes(content)) return { kind: 'note', text: content };
  if (/^[一-鿿㐀-䶿]{2,4}$/.test(content) && !REMARK.test(content))
    return { kind: 'alias', names: [content] };
  return { kind: 'note', text: content };
}
