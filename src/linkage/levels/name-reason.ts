import { surnameOf } from '../../normalize/surnames.js';
import type { NameLevel } from './name-levels.js';

/** A sentence fragment in both languages. */
export interface Reason {
  readonly zh: string;
  readonly en: string;
}

const WORDS: Readonly<Record<Exclude<NameLevel, 'exact'>, Reason>> = {
  variant: { zh: '姓名为异体或通用写法', en: 'variant spelling of one name' },
  homophone: { zh: '姓名同音', en: 'names sound the same' },
  wildcard: { zh: '姓名有未录入的字，其余相同', en: 'a character could not be typed, the rest agrees' },
  near_sound: { zh: '姓名近音', en: 'names sound alike' },
  shape: { zh: '姓名形近', en: 'names look alike' },
  edit_one: { zh: '姓名多一字、少一字或颠倒', en: 'one character added, dropped or swapped' },
  transliteration: { zh: '姓名为同一读音的不同译写', en: 'two spellings of one sound' },
  part: { zh: '一方只写了姓名的前一部分', en: 'one name is the first part of the other' },
  sibling: {
    zh: '同姓且一字相同，另一字不同，可能是兄弟姐妹',
    en: 'surname and one character shared, as among siblings',
  },
  surname: { zh: '仅姓氏相同', en: 'only the surname agrees' },
  different: { zh: '姓名不同', en: 'different names' },
};

/** What to show of two names: without the surname where they share it and something is left. */
function shown(a: string, b: string): string {
  const surname = surnameOf(a);
  const shared = surname !== '' && surnameOf(b) === surname && a !== surname && b !== surname;
  return shared ? `${a.slice(surname.length)}/${b.slice(surname.length)}` : `${a}/${b}`;
}

/** Why two names have their level, for a caseworker; it quotes both names. */
export function nameReason(level: NameLevel, a: string, b: string): Reason {
  if (level === 'exact') return { zh: '姓名一致', en: 'same name' };
  const words = WORDS[level];
  const pair = level === 'surname' || level === 'different' ? `${a}/${b}` : shown(a, b);
  return { zh: `${words.zh}（${pair}）`, en: `${words.en} (${pair})` };
}
