import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CELL, LineChecker } from '../../src/ingest/clean-lines/line-checker.js';
import type { FieldSpec } from '../../src/model/kinds/field.js';
import { KIND_SPECS, type RegistryKind } from '../../src/model/registry-kinds.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { isValidCitizenId } from '../../src/normalize/citizen-id.js';
import { normalizePersonName, personNameNotes } from '../../src/normalize/person-name.js';
import { IDS, openBench, type Bench } from './export-builder.js';

const AS_OF = '2026-10-31';

function fieldsOf(kind: RegistryKind, names: readonly string[]): readonly FieldSpec[] {
  return names.map((name) => {
    const field = KIND_SPECS[kind].fields.find((one) => one.name === name);
    if (field === undefined) throw new RangeError(`no field ${name}`);
    return field;
  });
}

function checkerOf(
  kind: RegistryKind,
  names: readonly string[],
  options: Partial<Parameters<typeof LineChecker.of>[0]> = {},
): LineChecker {
  const request = {
    kind,
    delimiter: ',',
    columns: fieldsOf(kind, names),
    mappings: {},
    asOf: AS_OF,
    crlf: false,
  };
  const checker = LineChecker.of({ ...request, ...options });
  if (checker === null) throw new RangeError('no checker');
  return checker;
}

/** True where the checker vouches for the whole line. */
function isClean(checker: LineChecker, line: string): boolean {
  const bytes = Buffer.from(`${line}\n`);
  return checker.check(bytes, 0) === bytes.length;
}

describe('LineChecker', () => {
  const checker = checkerOf('death', ['name', 'id', 'deathDate', 'address']);
  const line = `许文梅,${IDS.woman1978},2026-03-04,某村3号`;

  it('vouches for a canonical record', () => {
    expect(isClean(checker, line)).toBe(true);
  });

  it.each([
    ['a space', line.replace('许文梅', '许 文梅')],
    ['a word in the name', line.replace('许文梅', '许文死亡')],
    ['a name of one character', line.replace('许文梅', '许')],
    ['no name', line.replace('许文梅', '')],
    ['no number', line.replace(IDS.woman1978, '')],
    ['a wrong check character', line.replace(IDS.woman1978, '350589197804216380')],
    ['another date', line.replace('2026-03-04', '2026/3/4')],
    ['a day that is none', line.replace('2026-03-04', '2026-02-30')],
    ['a death after the registry ends (D13)', line.replace('2026-03-04', '2026-11-01')],
    ['a death before birth (D13)', line.replace('2026-03-04', '1970-03-04')],
    ['full width', line.replace('3号', '３号')],
    ['a quote', line.replace('3号', '"3"号')],
    ['a field too few', line.slice(0, line.lastIndexOf(','))],
    ['a field too many', `${line},`],
    ['CR before LF', `${line}\r`],
  ])('does not vouch for %s', (_what, doubtful) => {
    expect(isClean(checker, doubtful)).toBe(false);
  });

  it('takes quotes around a field that needs none', () => {
    expect(isClean(checker, line.replace('许文梅', '"许文梅"'))).toBe(true);
    expect(isClean(checker, line.replace('许文梅', '""'))).toBe(false);
  });

  it('leaves columns alone that are not loaded', () => {
    const [name, id] = fieldsOf('death', ['name', 'id']);
    const wide = checkerOf('death', [], { columns: [null, name ?? null, id ?? null] });
    expect(isClean(wide, `１ 号,许文梅,${IDS.woman1978}`)).toBe(true);
  });

  it('knows CRLF where the export has it', () => {
    const crlf = checkerOf('death', ['name', 'id'], { crlf: true });
    expect(isClean(crlf, `许文梅,${IDS.woman1978}\r`)).toBe(true);
    expect(isClean(crlf, `许文梅,${IDS.woman1978}`)).toBe(false);
  });

  it('is not there without a column for the own number', () => {
    const columns = fieldsOf('death', ['name']);
    expect(
      LineChecker.of({ kind: 'death', delimiter: ',', columns, mappings: {}, asOf: AS_OF, crlf: false }),
    ).toBeNull();
  });

  it('compares the columns of sex, birth and certificate with the number (D07, D08)', () => {
    const wide = checkerOf('disability', [
      'name',
      'id',
      'sex',
      'birthDate',
      'disabilityNo',
      'disabilityType',
      'disabilityLevel',
    ]);
    const row = ['许文梅', IDS.woman1978, '女', '1978-04-21', `${IDS.woman1978}41`, '肢体', '一级'];
    const changed = (column: number, value: string): string =>
      row.map((cell, at) => (at === column ? value : cell)).join(',');
    expect(isClean(wide, row.join(','))).toBe(true);
    expect(isClean(wide, changed(2, '男'))).toBe(false);
    expect(isClean(wide, changed(3, '1978-04-22'))).toBe(false);
    expect(isClean(wide, changed(4, `${IDS.woman1945}41`))).toBe(false);
    expect(isClean(wide, changed(5, '视力'))).toBe(false);
    expect(isClean(wide, changed(6, '二级'))).toBe(false);
  });

  it('knows the categories of the vocabulary and of the project', () => {
    const own = checkerOf('assistance', ['name', 'id', 'scheme'], {
      mappings: { scheme: { 本地甲类: 'dibao' } },
    });
    const with_ = (scheme: string): boolean => isClean(own, `许文梅,${IDS.woman1978},${scheme}`);
    expect(['低保', '本地甲类', '', '本地甲', '本地甲类型', '低保 '].map(with_)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    isClean(own, `许文梅,${IDS.woman1978},本地甲类`);
    const form = own.cells[2 * CELL + 2] ?? -1;
    expect(own.formsOf('scheme')[form]).toEqual(
      expect.objectContaining({ written: '本地甲类', code: 'dibao' }),
    );
  });

  it('calls a reversal clean in settlements alone', () => {
    const settled = checkerOf('settlement', ['name', 'id', 'personalBurden']);
    const paid = checkerOf('payment', ['name', 'id', 'amount']);
    expect(isClean(settled, `许文梅,${IDS.woman1978},-5.00`)).toBe(true);
    expect(isClean(paid, `许文梅,${IDS.woman1978},-5.00`)).toBe(false);
  });

  it('accepts just the valid numbers of people under 110, those beginning with 9 apart', () => {
    const own = checkerOf('death', ['name', 'id']);
    const other = checkerOf('assistance', ['id', 'name', 'headId']);
    const heads = fc
      .tuple(
        fc.integer({ min: 100000, max: 899999 }),
        fc.integer({ min: 1795, max: 2105 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.nat(999),
      )
      .map(
        ([region, year, month, day, serial]) =>
          `${region}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(serial).padStart(3, '0')}`,
      );
    const leap = [1900, 1904, 2000, 2023, 2024].map((year) => `350589${year}0229001`);
    const ids = [...fc.sample(heads, { numRuns: 1000, seed: 9 }), ...leap].flatMap((head) =>
      Array.from('0123456789Xx', (last) => head + last),
    );
    const isYoung = (id: string): boolean => id.slice(6, 14) >= '19161031' && id.slice(6, 14) <= '20261031';
    expect(ids.filter((id) => isValidCitizenId(id)).length).toBeGreaterThan(300);
    expect(
      ids.filter((id) => isClean(own, `许文梅,${id}`) !== (isValidCitizenId(id) && isYoung(id))),
    ).toEqual([]);
    const asHead = (id: string): boolean => isClean(other, `${IDS.woman1978},许文梅,${id}`);
    expect(ids.filter((id) => asHead(id) !== isValidCitizenId(id))).toEqual([]);
  });

  it('accepts only names that are their own canonical form, without notes', () => {
    const own = checkerOf('death', ['name', 'id']);
    const character = fc.constantFrom(
      ...Array.from(
        '陈明国生大小先师已故死亡户主代办某之的等空无名氏测试曾用本人低保户重复新增迁出㐀𠮷·一鿿',
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 5 }), (name) => {
        if (!isClean(own, `${name},${IDS.woman1978}`)) return;
        expect([normalizePersonName(name), personNameNotes(name)]).toEqual([name, null]);
      }),
      { numRuns: 20_000 },
    );
  });
});

/** Cells of every type, canonical and not. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  name: ['许文梅', '陈美', '欧阳靖宇', '许文梅（已故）', '许 文', '', '无名氏', '"许文"'],
  id: [
    IDS.woman1978,
    IDS.woman1945,
    '350589197804216380',
    '350589780421638',
    '',
    '350589********6383',
    IDS.woman1978.toLowerCase(),
    '"350589197804216383"',
  ],
  sex: ['女', '男', '', '女性', 'F'],
  birthDate: ['1978-04-21', '1945-02-20', '19780421', '', '1978-04-31'],
  phone: ['13900000001', '139-0000-0001', '', '0591-87654321', '1390000000'],
  county: ['南屏县', '南 屏 县', '', '南屏县（暂）'],
  address: ['丰联村3号', '丰联村 3号', '丰联村３号', '', '-'],
  remark: ['', '已核', '见"附件"', 'a  b'],
  scheme: ['低保', '农村低保', '特困', '不知何类', '', ' 低保', '/'],
  status: ['', '享受中', '有效', '停发', '怪'],
  amount: ['400', '400.50', '-3', '', '1,500', '若干', '007'],
  startMonth: ['2021-03-01', '2021-03', '202103', '', '2021-13'],
  headId: [IDS.woman1945, '', '35058919450220078', IDS.woman1978],
  disabilityNo: [`${IDS.woman1978}41`, `${IDS.woman1945}32`, '', '12345'],
  disabilityType: ['肢体', '4', '言语', '', '不知'],
  disabilityLevel: ['一级', '2', '', '五级'],
  deathDate: ['2026-03-04', '1960-01-01', '2026-12-01', '', '2026年3月5日'],
  size: ['3', '3人', '', '03'],
  personalBurden: ['1200.00', '-3', '', '一千'],
  settlementDate: ['2026-03-04', '2026.3.4', ''],
};

describe('clean lines', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  async function records(snapshot: Snapshot): Promise<readonly unknown[]> {
    const rows = await bench.records(snapshot);
    return rows.map((row) =>
      Object.entries(row).filter(([name]) => !['file', 'source', 'record_no'].includes(name)),
    );
  }

  /** A file of a kind in which every cell is usual, and now and then another one. */
  function exportOf(kind: RegistryKind): readonly string[] {
    const { fields: all, oneOf } = KIND_SPECS[kind];
    const fields = all.filter(
      ({ name, required }) => name in CELLS || required === true || name === oneOf?.[0],
    );
    const cell = (name: string): fc.Arbitrary<string> => {
      const [usual = '', ...rare] = CELLS[name] ?? [];
      const odd = fc.constantFrom(usual, ...rare);
      return fc.oneof({ weight: 25, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
    };
    const rows = fc.sample(fc.tuple(...fields.map(({ name }) => cell(name))), { numRuns: 1200, seed: 11 });
    return [fields.map(({ synonyms }) => synonyms[0]).join(','), ...rows.map((row) => row.join(','))];
  }

  it.each(['assistance', 'disability', 'death', 'payment', 'settlement', 'insurance', 'petition'] as const)(
    'of kind %s become what the normalisers make of them',
    async (kind) => {
      const [header = '', ...rows] = exportOf(kind);
      const ingest = (name: string, text: string): Promise<Snapshot> =>
        bench.ingest({
          kind,
          files: [bench.file(`${kind}-${name}.csv`, text)],
          maxRejectShare: 1,
          onReject: 'keep',
        });
      const quick = await ingest('quick', `${[header, ...rows].join('\n')}\n`);
      // A header that ends with CRLF makes the checker wait for CRLF, so that it vouches for no line.
      const slow = await ingest('slow', `${header}\r\n${rows.join('\n')}\n`);
      const clean = quick.parts.filter((part) => part.clean === true);
      expect(clean.reduce((sum, part) => sum + part.records, 0)).toBeGreaterThan(200);
      expect(slow.parts.some((part) => part.clean === true)).toBe(false);
      expect(await records(quick)).toEqual(await records(slow));
      expect([quick.flags, quick.unmapped]).toEqual([slow.flags, slow.unmapped]);
      expect(quick.exports[0]?.rejected).toBe(slow.exports[0]?.rejected);
    },
  );
});
