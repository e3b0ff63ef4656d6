import { COUPLE, KIN, KIN_WORDS } from './person-name-words.js';
import { COMMON_SURNAMES, COMPOUND_SURNAMES } from './surnames.js';

/** Two or three characters that begin with a common surname, or four with a compound one. */
export function looksLikePerson(text: string): boolean {
  if (!/^[一-鿿]{2,4}$/.test(text)) return false;
  if (COMPOUND_SURNAMES.has(text.slice(0, 2))) return text.length > 2;
  return text.length <= 3 && COMMON_SURNAMES.has(text.charAt(0));
}

/**
 * The persons of a cell. `、 / ; |` always separate; a comma, a dash or a space only between two things that each
 * look like a whole name, because the first two also stand for the dot of a longer name.
 */
export function splitPersons(text: string): readonly string[] {
  const persons: string[] = [];
  for (const piece of text.split(/[、/;|&\\]/)) {
    const parts = piece.split(/[,，\- ]+/).filter((part) => part !== '');
    const separate = parts.length > 1 && parts.every(looksLikePerson);
    persons.push(...(separate ? parts : [piece.trim().replace(/(?<=[一-鿿]),(?=[一-鿿])/g, '·')]));
  }
  return persons.filter((person) => person !== '');
}

const OF_KIN = new RegExp(`^(.{2,4}?)(?:[之的](?:${KIN})|(?:${KIN_WORDS}))$`);
const MARKED_KIN = new RegExp(`^.{2,4}?[之的](?:${KIN})$`);
const NAMED_KIN = new RegExp(`^(.{2,4}?)[之的](?:${KIN})[:：]?(.{2,4})$`);
const COUPLE_OF = new RegExp(`^(.{2,4}?)(${COUPLE})$`);

/**
 * Who is described by somebody else's name: 张三之妻 and 张三母亲 name 张三 and not the person, 张三之弟李四 names both.
 * Without 之 only a whole name counts, since the words of kin are characters of names too.
 */
export function kinOf(text: string): { readonly of: string; readonly named: string } | null {
  const of = OF_KIN.exec(text)?.[1];
  if (of !== undefined && (MARKED_KIN.test(text) || looksLikePerson(of))) return { of, named: '' };
  const [, other = '', named = ''] = NAMED_KIN.exec(text) ?? [];
  return looksLikePerson(other) && looksLikePerson(named) ? { of: other, named } : null;
}

/** 张三夫妇 is 张三 and somebody else. */
export function coupleOf(text: string): { readonly name: string; readonly note: string } | null {
  const [, name = '', note = ''] = COUPLE_OF.exec(text) ?? [];
  return looksLikePerson(name) ? { name, note } : null;
}
