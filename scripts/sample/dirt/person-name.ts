import { weightedPicker, type Random } from '../random.js';
import { loadTable } from '../tables.js';
import type { NameDirtKind } from '../world/facts.js';

export interface NameContext {
  /** Only the dead are noted as dead. */
  readonly dead: boolean;
  readonly isHead: boolean;
  readonly sex: 'M' | 'F';
  readonly birth: string;
  readonly random: Random;
}

export interface NameSpoiler {
  spoil(name: string, context: NameContext, wanted?: NameDirtKind): { readonly text: string; readonly kind: NameDirtKind };
}

const pickKind = weightedPicker<NameDirtKind>([
  ['name_homophone', 28],
  ['name_near_sound', 4],
  ['name_shape', 9],
  ['name_variant', 16],
  ['name_surname_variant', 5],
  ['name_dropped', 6],
  ['name_swapped', 3],
  ['name_space', 20],
  ['name_note', 9],
  ['name_alias', 3],
  ['name_renamed', 1],
  ['name_placeholder', 2],
]);

const DOTS = ['•', '・', '．', '.', '‧', '', ' ', '-'] as const;

type Spoil = (name: string, context: NameContext) => string | null;

/** Loads the generator's own table of confusions; the program's tables are not looked at. */
export function createNameSpoiler(): NameSpoiler {
  const confusions = loadConfusions();
  const rare = new Map(loadTable('rare-characters.txt').map(([character = '', standIn = '', reading = '']) => [character, { standIn, reading }]));
  const replace = (kind: string, surname: 'given' | 'any' | 'only'): Spoil => (name, { random }) => {
    const characters = [...name];
    const places = characters.map((_, index) => index).filter((index) => {
      const inSurname = index === 0;
      const allowed = surname === 'any' || (surname === 'only') === inSurname;
      return allowed && confusions.get(`${kind} ${characters[index]}`) !== undefined;
    });
    if (places.length === 0) return null;
    const at = random.pick(places);
    characters[at] = random.pick(confusions.get(`${kind} ${characters[at]}`) ?? ['']);
    return characters.join('');
  };
  const spoilers: Readonly<Record<NameDirtKind, Spoil>> = {
    name_homophone: replace('homophone', 'any'),
    name_near_sound: replace('nearsound', 'any'),
    name_shape: replace('shape', 'given'),
    name_variant: replace('variant', 'any'),
    name_surname_variant: replace('surname', 'only'),
    name_dropped: dropCharacter,
    name_swapped: swapCharacters,
    name_space: addSpace,
    name_note: addNote,
    name_alias: (name, context) => `${name}${context.random.pick(['（曾用名', '(又名'])}${rename(name, context)}）`,
    name_renamed: rename,
    name_placeholder: placeHolder,
    name_title: (name, { sex }) => surnameOf(name) + (sex === 'M' ? '先生' : '女士'),
    name_dot: (name, { random }) => (name.includes('·') ? name.replace('·', random.pick(DOTS)) : null),
    name_rare: (name, { random }) => replaceRare(name, rare, random),
  };
  return {
    spoil: (name, context, wanted) => {
      const kind = wanted ?? special(name, rare) ?? pickKind(context.random);
      const text = spoilers[kind](name, context);
      if (text !== null && text !== name) return { text, kind };
      const fallback = spoilers.name_homophone(name, context);
      return fallback === null ? { text: addSpace(name, context), kind: 'name_space' } : { text: fallback, kind: 'name_homophone' };
    },
  };
}

function loadConfusions(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    loadTable('confusions.tsv').map(([kind = '', character = '', others = '']) => [`${kind} ${character}`, others.split(' ')]),
  );
}

/** Names that systems trip over are tripped over. */
function special(name: string, rare: ReadonlyMap<string, unknown>): NameDirtKind | null {
  if (name.includes('·')) return 'name_dot';
  return [...name].some((character) => rare.has(character)) ? 'name_rare' : null;
}

function dropCharacter(name: string, { random }: NameContext): string | null {
  const characters = [...name];
  if (characters.length !== 3) return null;
  characters.splice(random.between(1, 2), 1);
  return characters.join('');
}

function swapCharacters(name: string): string | null {
  const [first, second, third, ...rest] = [...name];
  if (third === undefined || rest.length > 0 || second === third) return null;
  return `${first}${third}${second}`;
}

function addSpace(name: string, { random }: NameContext): string {
  const characters = [...name];
  const gap = random.pick([' ', '\u3000', '\u00a0', '  ', '\u200b']);
  if (random.chance(0.2)) return name + gap;
  const at = random.between(1, Math.max(1, characters.length - 1));
  return characters.slice(0, at).join('') + gap + characters.slice(at).join('');
}

function addNote(name: string, { dead, isHead, random }: NameContext): string {
  if (dead) return name + random.pick(['（已故）', '(已故)', '（死亡）']);
  if (isHead && random.chance(0.6)) return name + random.pick(['（户主）', '(户主)']);
  return name + random.pick(['1', '2', '（小）', '（大）', '*']);
}

const FORMER_GIVEN: Readonly<Record<'M' | 'F', readonly string[]>> = {
  M: ['阿水', '狗仔', '阿土', '大头', '天佑', '阿明'],
  F: ['阿妹', '招弟', '阿花', '来娣', '小妹', '阿珠'],
};

function surnameOf(name: string): string {
  return [...name].slice(0, [...name].length > 3 ? 2 : 1).join('');
}

/** The name by which the village, and an old list, knew the person. */
function rename(name: string, { sex, random }: NameContext): string {
  return surnameOf(name) + random.pick(FORMER_GIVEN[sex]);
}

/** Newborns before they have a name, and very old women who were listed by their husbands. */
function placeHolder(name: string, { sex, birth, random }: NameContext): string | null {
  if (birth >= '2025') return `${surnameOf(name)}${random.pick(['某', '某某'])}之${sex === 'M' ? '子' : '女'}`;
  return birth < '1945' && sex === 'F' ? `${surnameOf(name)}氏` : null;
}

function replaceRare(
  name: string,
  rare: ReadonlyMap<string, { readonly standIn: string; readonly reading: string }>,
  random: Random,
): string | null {
  const character = [...name].find((one) => rare.has(one));
  const known = character === undefined ? undefined : rare.get(character);
  if (character === undefined || known === undefined) return null;
  return name.replace(character, random.pick([known.standIn, known.reading, '?', '□', '？']));
}
