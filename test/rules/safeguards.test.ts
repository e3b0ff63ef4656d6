import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import type { Row } from '../../src/engine/engine.js';
import { FINDING_COLUMNS, FINDING_STATUSES } from '../../src/model/finding.js';
import { CLEARING_OUTCOMES, OUTCOMES, PAUSING_OUTCOMES } from '../../src/model/outcome.js';
import { ACCUSING_WORDS } from '../../src/rules/accusing-words.js';
import { parseRule } from '../../src/rules/rule-file.js';
import { selectRules } from '../../src/rules/select-rules.js';
import { personId } from './packs/rule-fixture.js';
import { openRuleRoom, PACK, stories, type RuleRoom } from './packs/rule-room.js';

// The product requirements of docs/safeguards.md as far as they concern findings; numbers are those of the list.

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

const A = { a: '1960-05-01' };
const DIBAO = { p: 'a', scheme: 'dibao', status: 'active', startMonth: '2024-01-01', householdNo: 'h1' };
const SEVERE = { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
const DEATH = { p: 'a', deathDate: '2026-03-15', link: 'probable' };
const PAID = { p: 'a', scheme: 'dibao', payMonth: '2026-06-01', amount: 700, status: 'paid' };
const OTHER = { p: 'z', name: 'z', id: null, scheme: 'edge', status: 'active' };

async function only(
  rule: string,
  rows: Parameters<typeof stories>[1][number]['rows'],
  people = A,
): Promise<Row | undefined> {
  const { findings } = await room.run(stories(rule, [{ people, rows: rows ?? {} }]));
  return findings.find((row) => row['person_id'] === personId(1, 'a'));
}

describe('S1: the tool cannot exclude anyone', () => {
  it('knows no status and no outcome that ends a payment', () => {
    for (const state of [...FINDING_STATUSES, ...OUTCOMES])
      expect(state).not.toMatch(/stop|cut|deny|exclude|terminate|recover/);
  });

  it('puts nothing into findings that a payment file could be joined with', () => {
    for (const column of FINDING_COLUMNS) expect(column).not.toMatch(/account|bank|card|decision/);
  });
});

describe('S2: missed and wrongly included are asymmetric', () => {
  it('refuses a rule that calls its own identities certain', () => {
    const text = readFileSync(assetPath('src', 'rules', 'packs', 'W09-vehicle.sql'), 'utf8');
    const bold = text.replace(/link_class_of\(least\(.*\)\) AS link_class/, "'certain' AS link_class");
    expect(bold).not.toBe(text);
    expect(() => parseRule(bold, 'W09.sql')).toThrow(/link_class must be taken from the records/);
  });

  it('accuses nobody in ten thousand pairs of one name', async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index);
    const people = Object.fromEntries(hundred.map((index) => [`a${index}`, `19${10 + (index % 80)}-05-01`]));
    const assistance = hundred.map((index) => ({
      ...DIBAO,
      p: `a${index}`,
      name: '陈秀英',
      householdNo: `h${index}`,
    }));
    const vehicle = hundred.map((index) => ({
      p: `v${index}`,
      name: '陈秀英',
      id: null,
      vehicleType: '小型轿车',
      link: 'review',
    }));
    const { findings } = await room.run(stories('W09', [{ people, rows: { assistance, vehicle } }]));
    expect(findings).toEqual([]);
  });

  it('names a person missed on a weaker link, and says how weak', async () => {
    const row = await only('M01', { assistance: [OTHER], disability: [{ ...SEVERE, link: 'probable' }] });
    expect(row).toMatchObject({ kind: 'missed', confidence: 'medium' });
  });

  it('asks for the identity first where one registry of deaths is linked by score', async () => {
    const row = await only('W01', { payment: [PAID], death: [DEATH] });
    expect(row).toMatchObject({ kind: 'data', severity: 'low' });
    expect(String(row?.['reason_zh'])).toContain('先核实身份');
  });

  it('takes two independent registries of deaths for one certain link', async () => {
    const row = await only('W01', { payment: [PAID], death: [DEATH], death_2: [DEATH] });
    expect(row).toMatchObject({ kind: 'wrong', severity: 'high', confidence: 'medium' });
  });

  it('does not let witnesses of the death stand for the identity of the person paid', async () => {
    const row = await only('W01', {
      payment: [{ ...PAID, link: 'probable' }],
      death: [DEATH],
      death_2: [DEATH],
    });
    expect(row).toMatchObject({ kind: 'data' });
  });
});

describe('S3: a finding carries its evidence', () => {
  it('lists the sources and what the evidence hash covers', async () => {
    const row = await only('W09', { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] });
    expect(JSON.parse(String(row?.['sources']))).toEqual([
      { registry: 'assistance', file: 'assistance.csv', line: 2 },
      { registry: 'vehicle', file: 'vehicle.csv', line: 2 },
    ]);
    expect(row?.['evidence']).toMatch(/^[0-9a-f]{24}$/);
  });

  it.each(PACK)('$id says what would make it wrong, what to check, and on which ground', (rule) => {
    expect(rule.innocent.zh.length).toBeGreaterThanOrEqual(3);
    expect(rule.check.zh.length).toBeGreaterThanOrEqual(2);
    expect(rule.basis.length).toBeGreaterThanOrEqual(1);
    expect(rule.owner).not.toBe('');
  });
});

describe('S4: what speaks against a finding stands beside it', () => {
  it('shows income, and does not delete the finding', async () => {
    const row = await only('M01', {
      assistance: [OTHER],
      disability: [SEVERE],
      insurance: [{ p: 'a', insuranceType: 'employee', memberStatus: 'normal', contributionBase: 9000 }],
      vehicle: [{ p: 'a', vehicleType: '小型轿车' }],
    });
    expect(row?.['counter_evidence_zh']).toBe('参加职工医保且缴费基数较高；名下登记机动车');
    expect(row?.['counter_evidence_en']).toBe(
      'insured as an employee on a high base; a motor vehicle registered',
    );
  });
});

describe('S4: a record that ended', () => {
  it('is shown where no cover in force was found', async () => {
    const ended = { ...DIBAO, status: 'ended', stopMonth: '2026-03-01' };
    const row = await only('M01', { assistance: [ended], disability: [SEVERE] });
    expect(row).toMatchObject({ kind: 'missed', counter_evidence_zh: '名单中有已停止或暂停的保障记录' });
    expect(String(row?.['reason_zh'])).toContain('未查到有效的低保');
  });
});

describe('S5: neutral wording', () => {
  it.each(PACK)('$id accuses nobody', (rule) => {
    const { title, reason, innocent, check, counterEvidence } = rule;
    expect(JSON.stringify({ title, reason, innocent, check, counterEvidence })).not.toMatch(ACCUSING_WORDS);
    const { sql } = rule;
    expect(sql).not.toMatch(ACCUSING_WORDS);
  });

  it.each(PACK.filter(({ kind }) => kind === 'wrong'))('$id asks to verify', ({ reason }) => {
    expect(reason.zh).toMatch(/待核实/);
    expect(reason.en).toMatch(/verified|needs? checking/);
  });
});

describe('S6: a person can object', () => {
  it('knows an objection as an outcome that pauses, and never as one that clears or confirms', () => {
    expect(OUTCOMES).toContain('objection');
    expect(PAUSING_OUTCOMES).toEqual(['objection']);
    expect(CLEARING_OUTCOMES).not.toContain('objection');
  });
});

describe('S8 and S5: silence confirms nothing', () => {
  it('leaves a finding open whom nobody reached, and has no outcome that confirms many at once', () => {
    for (const outcome of ['unreachable', 'open', 'confirmed']) {
      expect([...CLEARING_OUTCOMES, ...PAUSING_OUTCOMES]).not.toContain(outcome);
    }
  });
});

describe('S11: no protected trait accuses', () => {
  it.each(PACK.filter(({ kind }) => kind === 'wrong'))('$id reads none', (rule) => {
    expect(rule.sql).not.toMatch(/\b(sex|gender|ethnic|nation|religion|politic)/i);
    if (rule.id !== 'W14') expect(rule.entitlement).toEqual([]);
  });

  it('refuses a rule that reads one', () => {
    const text = readFileSync(assetPath('src', 'rules', 'packs', 'W09-vehicle.sql'), 'utf8');
    const biased = text.replace('GROUP BY c.person_id', "  AND v.sex = 'M'\nGROUP BY c.person_id");
    expect(() => parseRule(biased, 'W09.sql')).toThrow(/must not read sex/);
  });
});

describe('S13: no average is evidence', () => {
  it.each(PACK)('$id computes none', ({ sql }) => {
    expect(sql).not.toMatch(/\b(avg|mean|median)\s*\(/i);
  });
});

describe('S14: small differences are tolerated', () => {
  const paid = (amount: number): Promise<Row | undefined> =>
    only('W17', { assistance: [{ ...DIBAO, amount, coveredSize: 1, familySize: 1 }] });

  it('lets a yuan of rounding pass, and two not', async () => {
    expect(await paid(1201)).toBeUndefined();
    expect(await paid(1202)).toMatchObject({ kind: 'wrong', severity: 'low' });
  });

  it('holds a formula against nobody where most of the county goes by another', async () => {
    const home = (p: string, amount: number): typeof DIBAO & Record<string, string | number> => ({
      ...DIBAO,
      p,
      householdNo: p,
      amount,
      coveredSize: 1,
      monthlyIncome: 300,
    });
    const people = { a: '1960-05-01', b: '1961-05-01', c: '1962-05-01' };
    const named = async (amounts: readonly number[]): Promise<number> => {
      const assistance = Object.keys(people).map((p, index) => home(p, amounts[index] ?? 0));
      return (await room.run(stories('W17', [{ people, rows: { assistance } }]))).findings.length;
    };
    expect(await named([500, 500, 400])).toBe(1);
    expect(await named([500, 400, 400])).toBe(0);
  });

  it('names the member in question, not the whole family', async () => {
    const family = [DIBAO, { ...DIBAO, p: 'b' }];
    const people = { a: '1960-05-01', b: '1962-05-01' } as typeof A;
    const vehicle = [{ p: 'a', vehicleType: '小型轿车' }];
    const { findings } = await room.run(stories('W09', [{ people, rows: { assistance: family, vehicle } }]));
    expect(findings.map((row) => row['person_id'])).toEqual([personId(1, 'a')]);
  });
});

describe('S22: what could not be judged is counted', () => {
  it('names nobody and counts the people of a county without a standard', async () => {
    const settlement = [
      { p: 'a', settlementDate: '2026-05-01', personalBurden: 50000, status: 'valid', county: '北溪县' },
    ];
    const fixture = stories('M03', [{ people: A, rows: { assistance: [OTHER], settlement } }]);
    const { findings, input } = await room.run(fixture, { defaultCounty: null });
    expect(findings).toEqual([]);
    const refused = await room.engine.rows(
      `SELECT rule_id FROM ${input.dialect.readParquet([input.refusedFile])}`,
    );
    expect(refused).toEqual([{ rule_id: 'M03' }]);
  });
});

describe('S15: stale or missing data never counts against a person', () => {
  const child = {
    people: { a: '2000-01-01' },
    rows: {
      assistance: [{ ...DIBAO, relation: '长子' }],
      insurance: [{ p: 'a', insuranceType: 'employee', memberStatus: 'normal' }],
      student: [{ p: 'z', name: 'z', id: null }],
    },
  };

  it('waits while the list whose silence would accuse is stale', async () => {
    const { findings, input } = await room.run(stories('W21', [child], { student: '2026-06-01' }));
    expect(findings).toEqual([]);
    expect(selectRules(input).skipped[0]?.reason.en).toContain('its silence proves nothing');
  });

  it('accuses once the list is fresh', async () => {
    const { findings } = await room.run(stories('W21', [child], { student: '2026-09-30' }));
    expect(findings.map((row) => row['kind'])).toEqual(['wrong']);
  });

  it('turns a finding that rests on a stale record into a question of dates', async () => {
    const rows = { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] };
    const { findings } = await room.run(stories('W09', [{ people: A, rows }], { vehicle: '2026-05-01' }));
    expect(findings[0]).toMatchObject({ kind: 'data', severity: 'low', confidence: 'medium' });
    expect(String(findings[0]?.['reason_zh'])).toContain('先核实名单日期（vehicle截至2026-05-01）');
  });

  it('does not use what the project has not authorised', async () => {
    const rows = { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] };
    const { findings, input } = await room.run(stories('W09', [{ people: A, rows }]), { authorised: [] });
    expect(findings).toEqual([]);
    expect(selectRules(input).skipped[0]?.reason.zh).toContain('未取得授权');
  });

  it('hides an unauthorised registry from rules that could use it', async () => {
    const rows = {
      assistance: [OTHER],
      disability: [SEVERE],
      vehicle: [{ p: 'a', vehicleType: '小型轿车' }],
    };
    const { findings } = await room.run(stories('M01', [{ people: A, rows }]), { authorised: [] });
    expect(findings.map((row) => row['counter_evidence_zh'])).toEqual([null]);
  });

  it('takes a list without records for a failed export, not for a county where nobody is on it', async () => {
    const { input } = await room.run(stories('W21', [child]));
    const emptied = input.snapshots.map((one) => ({
      ...one,
      exports: one.registry === 'student' ? one.exports.map((file) => ({ ...file, loaded: 0 })) : one.exports,
    }));
    expect(selectRules(input).skipped).toEqual([]);
    expect(selectRules({ ...input, snapshots: emptied }).skipped[0]?.reason.en).toBe(
      'registry without records, its silence proves nothing: custom_student',
    );
  });

  it('skips a rule whose columns nobody sent', async () => {
    const rows = { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] };
    const { input } = await room.run(stories('W09', [{ people: A, rows }]));
    const narrow = input.snapshots.map((one) => ({
      ...one,
      exports: one.exports.map((file) => ({
        ...file,
        columns: file.columns.filter(({ field }) => field !== 'vehicleType'),
      })),
    }));
    expect(selectRules({ ...input, snapshots: narrow }).skipped[0]?.reason.en).toBe(
      'columns missing: custom_vehicle.vehicleType',
    );
  });
});

describe('S16: what was cleared is remembered', () => {
  const vehicle = (type: string): Promise<Row | undefined> =>
    only('W09', { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: type }] });

  it('hashes the same evidence alike and other evidence apart, under one finding id', async () => {
    const [first, again, other] = [
      await vehicle('小型轿车'),
      await vehicle('小型轿车'),
      await vehicle('大型货车'),
    ];
    expect(again?.['evidence']).toBe(first?.['evidence']);
    expect(other?.['evidence']).not.toBe(first?.['evidence']);
    expect(other?.['finding_id']).toBe(first?.['finding_id']);
  });

  it('clears on outcomes that settle the facts only', () => {
    expect(CLEARING_OUTCOMES).not.toContain('unreachable');
    expect(CLEARING_OUTCOMES).not.toContain('confirmed');
  });
});

describe('S17 and S18: rules are plain files, and new ones can run as shadows', () => {
  it('counts a shadow rule and lists nothing', async () => {
    const fixture = stories('W09', [
      { people: A, rows: { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] } },
    ]);
    const { findings, input } = await room.run(fixture, { shadow: ['W09'] });
    expect(findings).toEqual([]);
    const counted = await room.engine.rows(`SELECT * FROM ${input.dialect.readParquet([input.shadowFile])}`);
    expect(counted).toEqual([{ rule_id: 'W09', findings: '1', people: '1' }]);
  });
});

describe('S19: people who may be owed help come first', () => {
  it('orders findings so', async () => {
    const fixture = stories('M01', [
      {
        people: { a: '1960-05-01' },
        rows: { assistance: [OTHER], disability: [SEVERE], vehicle: [{ p: 'q', name: 'q', id: null }] },
      },
      {
        people: { a: '1961-05-01' },
        rows: { assistance: [DIBAO], vehicle: [{ p: 'a', vehicleType: '小型轿车' }] },
      },
    ]);
    const { findings } = await room.run(fixture, {
      rules: PACK.filter(({ id }) => ['M01', 'W09'].includes(id)),
      parameters: {},
    });
    expect(findings.map((row) => row['kind'])).toEqual(['missed', 'wrong']);
  });
});

describe('S23: weak keys are named as such', () => {
  it('counts who else bears the name of a person known by a weak link', async () => {
    const disability = [
      { ...SEVERE, name: '同名', id: null, link: 'review' },
      { p: 'b', name: '同名', disabilityLevel: '4' },
      { p: 'c', name: '同名', disabilityLevel: '4' },
    ];
    const row = await only('M01', { assistance: [OTHER], disability }, {
      a: '1960-05-01',
      b: '1950-01-01',
      c: '1970-01-01',
    } as typeof A);
    expect(row).toMatchObject({ confidence: 'low', namesakes: 2 });
  });

  it('leaves the number out where an ID decided', async () => {
    const row = await only('M01', { assistance: [OTHER], disability: [SEVERE] });
    expect(row).toMatchObject({ confidence: 'high', namesakes: null });
  });
});

describe('S24: no person is ranked by suspicion', () => {
  it('has no such column', () => {
    for (const column of FINDING_COLUMNS) expect(column).not.toMatch(/score|risk|suspicion|probab/);
  });
});

describe('the shipped pack', () => {
  it('holds M01–M15 and W01–W22', () => {
    const number = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
    expect(PACK.map(({ id }) => id)).toEqual([
      ...['D01', 'D03', 'D04', 'D05', 'D06', 'D07', 'D08', 'D09', 'D13', 'D14'],
      ...number('M', 15),
      ...number('W', 22),
    ]);
  });

  it('has one file per rule, named after it', () => {
    const files = readdirSync(join(assetPath('src', 'rules'), 'packs'));
    expect(files.sort().map((file) => file.slice(0, 3))).toEqual(PACK.map(({ id }) => id));
  });
});
