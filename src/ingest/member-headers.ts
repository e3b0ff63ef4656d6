import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { foldHeader, readHeader } from './header-words.js';

/** A column of a family sheet that speaks of one of the members: the n-th, or all of them in one cell (`joined`). */
export interface MemberHeader {
  readonly member: number | 'joined';
  readonly field: string;
}

const NUMBER = '([一二三四五六七八九十]{1,2}|\\d{1,2})';
const FAMILY = '(?:家庭|共同生活|共同生活家庭)?';
const PATTERNS: readonly { readonly pattern: RegExp; readonly number: number; readonly rest: number }[] = [
  { pattern: new RegExp(`^${FAMILY}成员${NUMBER}的?(.*)$`), number: 1, rest: 2 },
  { pattern: new RegExp(`^第${NUMBER}个?${FAMILY}成员的?(.*)$`), number: 1, rest: 2 },
  { pattern: new RegExp(`^${FAMILY}成员(.+?)${NUMBER}$`), number: 2, rest: 1 },
  { pattern: /^(姓名|身份证号码?|公民身份号码|证件号码?)(\d{1,2})$/, number: 2, rest: 1 },
];
const JOINED =
  /^(?:家庭|共同生活|共同生活家庭)成员(?:名单)?(姓名|身份证|身份证号码?|公民身份号码|证件号码?)?$/;
const DIGITS = '〇一二三四五六七八九';

/** Reads a header as one of a family's member columns (成员一姓名, 身份证号2, 家庭成员姓名), or null. */
export function readMemberHeader(kind: RegistryKind, header: string): MemberHeader | null {
  if (!hasHouseholds(kind)) return null;
  const folded = foldHeader(header);
  const joined = JOINED.exec(folded);
  if (joined !== null) return { member: 'joined', field: fieldOf(kind, joined[1]) ?? 'name' };
  for (const { pattern, number, rest } of PATTERNS) {
    const match = pattern.exec(folded);
    if (match === null) continue;
    const field = fieldOf(kind, match[rest]);
    return field === null ? null : { member: numberOf(match[number] ?? ''), field };
  }
  return null;
}

/** Only kinds with a head of household can have rows that are families. */
function hasHouseholds(kind: RegistryKind): boolean {
  return KIND_SPECS[kind].fields.some(({ name }) => name === 'headId');
}

function fieldOf(kind: RegistryKind, rest: string | undefined): string | null {
  if (rest === undefined || rest === '') return 'name';
  return readHeader(kind, rest)?.field ?? null;
}

function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  if (text === '十') return 10;
  if (text.startsWith('十')) return 10 + DIGITS.indexOf(text[1] ?? '');
  if (text.endsWith('十')) return DIGITS.indexOf(text[0] ?? '') * 10;
  return DIGITS.indexOf(text[0] ?? '');
}
