import { citizenId } from './citizens.js';
import type { TestRecord } from './linking.js';

/** People of one town with every kind of damage; `tag` names a record wherever it stands. */
export interface Tagged extends TestRecord {
  readonly tag: string;
}

const SURNAMES = Array.from('陈林黄张李王吴刘郑蔡');
const GIVEN = Array.from('建国志明丽华美玉春生福来金水文武');

export function person(
  i: number,
): TestRecord & { readonly idText: string; readonly name: string; readonly birth_date: string } {
  const month = String(1 + (i % 12)).padStart(2, '0');
  const day = String(1 + (i % 28)).padStart(2, '0');
  return {
    name: `${SURNAMES[i % 10] ?? ''}${GIVEN[(i * 7) % 16] ?? ''}${GIVEN[(i * 5 + 3) % 16] ?? ''}`,
    idText: citizenId(`${String(1940 + (i % 60))}${month}${day}`, (i % 499) * 2 + 1),
    birth_date: `${String(1940 + (i % 60))}-${month}-${day}`,
    county: '南屏县',
    town: `第${String(i % 12)}镇`,
    village: `村${String(i % 40)}`,
    phone: `139${String(10_000_000 + i)}`,
  };
}

export function damaged(i: number, tag: string): Tagged {
  const clean = { ...person(i), tag };
  const { idText } = clean;
  const ways: readonly (() => Tagged)[] = [
    () => clean,
    () => ({ ...clean, idText: '' }),
    () => ({ ...clean, idText: `${idText.slice(0, 15)}000`, birth_date: null }),
    () => ({ ...clean, idText: `${idText.slice(0, 6)}********${idText.slice(14)}` }),
    () => ({ ...clean, name: person(i + 3).name }),
    () => ({ ...clean, idText: person(i + 1).idText }),
    () => ({ name: clean.name, town: clean.town ?? null, tag }),
  ];
  return (ways[i % ways.length] ?? ways[0])?.() ?? clean;
}

export const INSURED: readonly Tagged[] = Array.from({ length: 120 }, (_, i) => ({
  ...person(i),
  tag: `i${String(i)}`,
}));
export const COVERED: readonly Tagged[] = Array.from({ length: 60 }, (_, i) => damaged(i, `a${String(i)}`));
/** Two payments of each; rows of one content have one tag. */
export const PAID: readonly Tagged[] = Array.from({ length: 80 }, (_, i) =>
  damaged(i % 40, `p${String(i % 40)}`),
);
