import { describe, expect, it } from 'vitest';
import { loadTable } from '../../scripts/sample/tables.js';
import { spoilId } from '../../scripts/sample/dirt/citizen-id.js';
import { checkDigit, createIdIssuer } from '../../scripts/sample/identities.js';
import { BIRTHPLACES, COUNTIES } from '../../scripts/sample/places.js';
import { createRandom } from '../../scripts/sample/random.js';
import { buildCounty } from '../../scripts/sample/world/county.js';
import { ID_DIRT_KINDS } from '../../scripts/sample/world/facts.js';
import { readFileSync } from 'node:fs';

/** ISO 7064 read another way: the whole number, digit by digit, leaves 1 modulo 11. */
function leavesOne(id: string): boolean {
  let rest = 0;
  for (const character of id) rest = (rest * 2 + (character === 'X' ? 10 : Number(character))) % 11;
  return rest === 1;
}

describe('citizen numbers of the sample', () => {
  const { people } = buildCounty({ seed: 3, residents: 5000, asOf: '2026-10-31', counties: 4 });

  it('has the check digits of the standard', () => {
    expect(checkDigit('11010519491231002')).toBe('X');
    expect(checkDigit('44052418800101001')).toBe('4');
  });

  it('are valid, unique, and say the birth date and the sex', () => {
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
    for (const { id, birth, sex } of people) {
      expect(leavesOne(id)).toBe(true);
      expect(id.slice(6, 14)).toBe(birth.replaceAll('-', ''));
      expect(Number(id[16]) % 2 === 1 ? 'M' : 'F').toBe(sex);
    }
  });

  it('begin with regions that were never assigned', () => {
    const assigned = new Set(
      readFileSync('data/reference/areacodes.csv', 'utf8').split('\n').map((line) => line.slice(0, 6)),
    );
    const ours = [...COUNTIES.map(({ region }) => region), ...BIRTHPLACES.abolishedPrefecture, ...BIRTHPLACES.otherProvinces];
    for (const region of ours) expect(assigned.has(region)).toBe(false);
    for (const { id } of people) expect(ours).toContain(id.slice(0, 6));
  });

  it('of twins follow each other on one day', () => {
    const issuer = createIdIssuer();
    const first = issuer.issue({ region: '350589', birth: '2015-03-09', sex: 'M' }, createRandom(1, 'twins'));
    const second = issuer.issueAfter(first, 'M');
    expect(second.slice(0, 14)).toBe(first.slice(0, 14));
    expect(Number(second.slice(14, 17)) - Number(first.slice(14, 17))).toBe(2);
    expect(leavesOne(second)).toBe(true);
  });
});

describe('spoiled numbers', () => {
  const random = createRandom(5, 'spoil');
  const id = '352488195803120021';
  const valid = id.slice(0, 17) + checkDigit(id.slice(0, 17));

  it('never pass for another valid number', () => {
    for (let round = 0; round < 500; round += 1) {
      for (const kind of ['id_one_digit', 'id_transposed'] as const) {
        expect(leavesOne(spoilId(valid, random, kind).text)).toBe(false);
      }
    }
  });

  it('always differ from the number', () => {
    for (const kind of ID_DIRT_KINDS) expect(spoilId(valid, random, kind).text).not.toBe(valid);
  });

  it('keep the numbers that end in X from a spreadsheet, as spreadsheets do', () => {
    expect(spoilId('11010519491231002X', random, 'id_truncated').kind).toBe('id_wrapped');
  });
});

describe('tables of the generator', () => {
  it('replace a character by another one', () => {
    for (const [, character = '', others = ''] of loadTable('confusions.tsv')) {
      expect(others.split(' ')).not.toContain(character);
      expect([...character]).toHaveLength(1);
    }
  });
});
