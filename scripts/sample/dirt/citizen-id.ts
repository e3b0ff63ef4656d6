import { checkDigit } from '../identities.js';
import { weightedPicker, type Random } from '../random.js';
import type { IdDirtKind } from '../world/facts.js';

const pickKind = weightedPicker<IdDirtKind>([
  ['id_15_digits', 12],
  ['id_truncated', 13],
  ['id_scientific', 4],
  ['id_float', 3],
  ['id_former', 1],
  ['id_wrapped', 24],
  ['id_lower_x', 7],
  ['id_full_width', 6],
  ['id_one_digit', 13],
  ['id_transposed', 8],
  ['id_masked', 4],
  ['id_missing', 9],
]);

/** Spoils a number as keyboards, spreadsheets and cautious offices do; a kind that does not fit becomes a wrapper. */
export function spoilId(id: string, random: Random, wanted?: IdDirtKind): { readonly text: string; readonly kind: IdDirtKind } {
  const kind = wanted ?? pickKind(random);
  const text = spoilers[kind](id, random);
  return text === null ? { text: wrap(id, random), kind: 'id_wrapped' } : { text, kind };
}

const spoilers: Readonly<Record<IdDirtKind, (id: string, random: Random) => string | null>> = {
  id_15_digits: (id) => (id.slice(6, 8) === '19' && id.slice(6, 10) < '1986' ? id.slice(0, 6) + id.slice(8, 17) : null),
  // An X keeps the cell a text, so only all-digit numbers are rounded by a spreadsheet.
  id_truncated: (id) => (id.endsWith('X') ? null : `${id.slice(0, 15)}000`),
  id_scientific: (id) => (id.endsWith('X') ? null : `${id[0]}.${id.slice(1, 6)}E+17`),
  // A program that reads numbers as doubles prints the nearest one it can hold.
  id_float: (id) => (id.endsWith('X') || String(Number(id)) === id ? null : String(Number(id))),
  // The number was corrected long ago (two people had held one), and this office kept the old one; both are valid.
  id_former: (id, random) => {
    const first17 = id.slice(0, 14) + String(980 + 2 * random.below(5) + (Number(id[16]) % 2));
    return first17 + checkDigit(first17);
  },
  id_wrapped: wrap,
  id_lower_x: (id) => (id.endsWith('X') ? id.slice(0, 17) + 'x' : null),
  id_full_width: (id) => toFullWidth(id),
  id_one_digit: changeDigit,
  id_transposed: transpose,
  id_masked: mask,
  id_missing: () => '',
};

function wrap(id: string, random: Random): string {
  switch (random.below(8)) {
    case 0:
      return `'${id}`;
    case 1:
      return `\t${id}`;
    case 2:
      return `${id} `;
    case 3:
      return `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`;
    case 4:
      return `="${id}"`;
    case 5:
      return id.endsWith('X') ? `${id}\u00a0` : `${id}.0`;
    case 6:
      return id.endsWith('X') ? `"${id}"` : id.replace(/\B(?=(\d{3})+$)/g, ',');
    default:
      return `\u3000${id}`;
  }
}

function toFullWidth(id: string): string {
  return [...id].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
}

function changeDigit(id: string, random: Random): string {
  const at = random.below(17);
  const digit = (Number(id[at]) + random.between(1, 9)) % 10;
  return id.slice(0, at) + String(digit) + id.slice(at + 1);
}

function transpose(id: string, random: Random): string | null {
  const places = Array.from({ length: 16 }, (_, index) => index).filter((index) => id[index] !== id[index + 1]);
  if (places.length === 0) return null;
  const at = random.pick(places);
  return `${id.slice(0, at)}${id[at + 1]}${id[at]}${id.slice(at + 2)}`;
}

function mask(id: string, random: Random): string {
  const [head, tail] = random.pick([[6, 4], [4, 4], [3, 3], [10, 4]] as const);
  return id.slice(0, head) + '*'.repeat(18 - head - tail) + id.slice(18 - tail);
}
