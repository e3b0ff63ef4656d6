import { describe, expect, it } from 'vitest';
import { checkDigit } from '../../scripts/sample/identities.js';
import type { ExportRow, SampleRegistry } from '../../scripts/sample/registries/export-file.js';
import { createWrittenFindings } from '../../scripts/sample/truth/written-findings.js';

const FIRST_17 = '35058919700101124';
const ID = FIRST_17 + checkDigit(FIRST_17);
const OTHER = `${ID.slice(0, 3)}1${ID.slice(4)}`;

interface Written {
  readonly registry?: SampleRegistry;
  readonly slip?: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly counts?: boolean;
  readonly dead?: boolean;
  readonly nameSlip?: string;
}

function judge({ registry = 'assistance', slip, fields, counts = true, dead = false, nameSlip }: Written): {
  found: string[];
  undecided: string[];
} {
  const row = {
    person: { death: dead ? '2026-10-02' : null },
    fields: { id: ID, sex: '女', birthDate: '1970-01-01', ...fields },
    typed: ID,
    spelled: '41',
    counts,
  } as unknown as ExportRow;
  const dirt = [
    ...(slip === undefined ? [] : [{ field: 'id', kind: slip }]),
    ...(nameSlip === undefined ? [] : [{ field: 'name', kind: nameSlip }]),
  ];
  const written = createWrittenFindings();
  written.look(registry, row, dirt);
  return {
    found: written.found.map(({ rule }) => rule),
    undecided: written.undecided.map(({ rule }) => rule),
  };
}

describe('the truth about what a clerk typed', () => {
  it('names the damage of a number on the roll', () => {
    expect(judge({ slip: 'id_one_digit', fields: { id: OTHER } }).found).toEqual(['D01']);
    expect(judge({ slip: 'id_truncated', fields: { id: `${ID.slice(0, 15)}000` } }).found).toEqual(['D03']);
    expect(judge({ slip: 'id_masked', fields: { id: '350589********1240' } }).found).toEqual(['D04']);
    expect(judge({ slip: 'id_wrapped', fields: { id: ` ${ID}` } }).found).toEqual([]);
  });

  it('takes a damaged number that is valid by chance for a number', () => {
    const prefixes = Array.from({ length: 180 }, (_, n) => `350589197001${n + 100}`);
    const chance = prefixes.find((one) => checkDigit(`${one}00`) === '0');
    expect(chance).toBeDefined();
    expect(judge({ slip: 'id_truncated', fields: { id: `${chance}000` } }).found).toEqual([]);
  });

  it('sees sex and birth date beside a number that can be read', () => {
    expect(judge({ fields: { sex: '男' } }).found).toEqual(['D07']);
    expect(judge({ fields: { birthDate: '1970-01-02' } }).found).toEqual(['D07']);
    expect(judge({ fields: { birthDate: '' } }).found).toEqual([]);
    expect(judge({ slip: 'id_masked', fields: { id: '350589********1240', sex: '男' } }).found).toEqual([
      'D04',
    ]);
  });

  it('compares the number of a certificate with person, type and level', () => {
    const certificate = (disabilityNo: string, more: Partial<Written> = {}): ReturnType<typeof judge> =>
      judge({ registry: 'disability', ...more, fields: { disabilityNo, ...more.fields } });
    expect(certificate(`${ID}41`).found).toEqual([]);
    expect(certificate(`${ID}43B1`).found).toEqual(['D08']);
    const mistyped = certificate(`${ID}41`, { slip: 'id_one_digit', fields: { id: OTHER } });
    expect(mistyped).toEqual({ found: [], undecided: ['D08'] });
  });

  it('hears of a death only from a note behind the name of the dead, and of nobody whose benefit has ended', () => {
    expect(judge({ nameSlip: 'name_note', dead: true, fields: {} }).found).toEqual(['W22']);
    expect(judge({ nameSlip: 'name_note', fields: {} }).found).toEqual([]);
    expect(judge({ slip: 'id_one_digit', counts: false, fields: { id: OTHER } }).found).toEqual([]);
  });
});
