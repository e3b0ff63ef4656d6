import { weightedPicker, type Random } from './random.js';
import { loadTable } from './tables.js';

export type Sex = 'M' | 'F';

export interface GivenNameRequest {
  readonly sex: Sex;
  readonly birthYear: number;
  /** The character that siblings of one sex share, or null. */
  readonly generation: string | null;
}

export interface NameMaker {
  surname(random: Random): string;
  given(request: GivenNameRequest, random: Random): string;
  /** A character that the siblings born about that year may share. */
  generation(sex: Sex, birthYear: number, random: Random): string;
  ethnic(random: Random): string;
  rareCharacter(random: Random): string;
}

type Part = 'full' | 'first' | 'second' | 'single';
type Picker = (random: Random) => string;

const COHORTS = [1900, 1950, 1970, 1985, 2000] as const;
/** Share of given names that are taken whole, and of one character, by cohort. */
const WHOLE = [0.55, 0.32, 0.22, 0.2, 0.28] as const;
const SINGLE = [0.02, 0.03, 0.12, 0.16, 0.06] as const;

function cohortIndex(year: number): number {
  let index = 0;
  for (const [at, first] of COHORTS.entries()) if (year >= first) index = at;
  return index;
}

function parseWeighted(text: string): (readonly [string, number])[] {
  return text.split(' ').map((word) => {
    const [value = '', weight] = word.split(':');
    return [value, weight === undefined ? 1 : Number(weight)] as const;
  });
}

function loadGivenNames(): ReadonlyMap<string, Picker> {
  const pickers = new Map<string, Picker>();
  for (const [cohort = '', sex = '', part = '', text = ''] of loadTable('given-names.tsv')) {
    pickers.set(`${cohort} ${sex} ${part}`, weightedPicker(parseWeighted(text)));
  }
  return pickers;
}

/** Names as they are given in Fujian: surname by weight, given name by generation and sex. */
export function createNameMaker(): NameMaker {
  const surname = weightedPicker(
    loadTable('surnames.tsv').map(([name = '', weight = '1']) => [name, Number(weight)] as const),
  );
  const pickers = loadGivenNames();
  const ethnicNames = loadTable('ethnic-names.txt').map(([name = '']) => name);
  const rareCharacters = loadTable('rare-characters.txt').map(([character = '']) => character);
  const draw = (cohort: number, sex: Sex, part: Part, random: Random): string | null =>
    pickers.get(`${COHORTS[cohort]} ${sex} ${part}`)?.(random) ?? null;
  const generation = (sex: Sex, birthYear: number, random: Random): string =>
    draw(cohortIndex(birthYear), sex, 'first', random) ?? '文';
  return {
    surname,
    generation,
    given: (request, random) => {
      const cohort = cohortIndex(request.birthYear);
      const second = (): string => draw(cohort, request.sex, 'second', random) ?? '华';
      if (request.generation !== null) return joined(request.generation, second);
      const kind = random.next();
      if (kind < (WHOLE[cohort] ?? 0)) return draw(cohort, request.sex, 'full', random) ?? second();
      if (kind > 1 - (SINGLE[cohort] ?? 0)) return draw(cohort, request.sex, 'single', random) ?? second();
      return joined(generation(request.sex, request.birthYear, random), second);
    },
    ethnic: (random) => random.pick(ethnicNames),
    rareCharacter: (random) => random.pick(rareCharacters),
  };
}

/** Two different characters; doubled ones (婷婷) are in the table of whole names. */
function joined(first: string, second: () => string): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const last = second();
    if (last !== first) return first + last;
  }
  return `${first}然`;
}
