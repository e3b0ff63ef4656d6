import { checkDigit } from '../identities.js';
import type { Dirt } from '../dirt/level.js';
import type { ExportRow, SampleRegistry } from '../registries/export-file.js';
import type { Person } from '../world/people.js';

export const WRITTEN_RULES = ['D01', 'D03', 'D04', 'D07', 'D08'] as const;

export interface WrittenFinding {
  readonly rule: (typeof WRITTEN_RULES)[number] | 'W22';
  readonly person: Person;
  readonly detail: string;
}

export interface WrittenFindings {
  /** A row as it stands in the export, days not yet in the department's format, with the errors that were made in it. */
  look(registry: SampleRegistry, row: ExportRow, dirt: readonly Dirt[]): void;
  readonly found: readonly WrittenFinding[];
  /** What can be read either way. */
  readonly undecided: readonly WrittenFinding[];
}

/** No error, and errors after which the number can still be read. */
const READABLE: readonly string[] = ['', 'id_15_digits', 'id_former', 'id_wrapped', 'id_lower_x', 'id_full_width', 'id_of_other'];

/**
 * Findings about what a clerk typed; the world cannot know them, the list of errors does. Judged of benefits that are
 * active and of certificates that are valid.
 */
export function createWrittenFindings(): WrittenFindings {
  const found: WrittenFinding[] = [];
  const undecided: WrittenFinding[] = [];
  const look: WrittenFindings['look'] = (registry, row, dirt) => {
    if (row.counts !== true) return;
    const slip = dirt.find(({ field }) => field === 'id')?.kind ?? '';
    const finding = (rule: WrittenFinding['rule']): WrittenFinding => ({ rule, person: row.person, detail: slip });
    if (registry === 'assistance') found.push(...rulesOfRoll(row, slip, dirt).map(finding));
    if (READABLE.includes(slip) && differs(row)) found.push(finding('D07'));
    const certificate = registry === 'disability' ? judgeCertificate(row, slip) : 'fits';
    if (certificate === 'differs') found.push(finding('D08'));
    if (certificate === 'unread') undecided.push(finding('D08'));
  };
  return { look, found, undecided };
}

const RULE_OF_SLIP: Readonly<Record<string, 'D01' | 'D03' | 'D04'>> = {
  id_one_digit: 'D01',
  id_transposed: 'D01',
  id_float: 'D01',
  id_truncated: 'D03',
  id_scientific: 'D03',
  id_masked: 'D04',
};

/** What is wrong with the number on the roll, and a note behind the name of somebody who has died. */
function rulesOfRoll({ fields, person }: ExportRow, slip: string, dirt: readonly Dirt[]): readonly WrittenFinding['rule'][] {
  const rule = RULE_OF_SLIP[slip];
  const noted = person.death !== null && dirt.some(({ field, kind }) => field === 'name' && kind === 'name_note');
  return [...(rule === undefined || isSound(fields['id'] ?? '') ? [] : [rule]), ...(noted ? ['W22' as const] : [])];
}

/** A number that nobody can tell from a true one. */
function isSound(written: string): boolean {
  const [month, day] = [Number(written.slice(10, 12)), Number(written.slice(12, 14))];
  return written.length === 18 && checkDigit(written.slice(0, 17)) === written[17] && month > 0 && month < 13 && day > 0 && day < 32;
}

/** Sex or birth date beside the number are not those in it. */
function differs({ fields, typed }: ExportRow): boolean {
  const { sex = '', birthDate = '' } = fields;
  const inNumber = { sex: Number(typed[16]) % 2 === 1 ? '男' : '女', birth: typed.slice(6, 14) };
  return (sex !== '' && sex !== inNumber.sex) || (birthDate !== '' && birthDate.replaceAll('-', '') !== inNumber.birth);
}

/** The number of a certificate against that of the person, type and level; unread where the person's cannot be read. */
function judgeCertificate({ fields, typed, spelled }: ExportRow, slip: string): 'fits' | 'differs' | 'unread' {
  const { disabilityNo: number = '', id = '' } = fields;
  const isOther = isSound(id) && number.slice(0, 18) !== id;
  if (isOther || number.slice(18, 20) !== spelled) return 'differs';
  return RULE_OF_SLIP[slip] === 'D01' && number.slice(0, 18) === typed ? 'unread' : 'fits';
}
