import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../../src/config/package-root.js';
import { selectRules } from '../../../src/rules/select-rules.js';
import { personId, readRuleFixture } from './rule-fixture.js';
import { openRuleRoom, PACK, type RuleRoom } from './rule-room.js';

const FOLDER = assetPath('fixtures', 'rules');
const fixtures = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readRuleFixture(join(FOLDER, name)));

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

describe.each(fixtures)('rule $rule', (fixture) => {
  let kinds: ReadonlyMap<string, string>;
  let severities: ReadonlyMap<string, string>;
  let words: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const { findings, input } = await room.run(fixture);
    expect(selectRules(input).skipped).toEqual([]);
    kinds = new Map(findings.map((row) => [String(row['person_id']), String(row['kind'])]));
    severities = new Map(findings.map((row) => [String(row['person_id']), String(row['severity'])]));
    words = new Map(
      findings.map((row) => [
        String(row['person_id']),
        `${String(row['reason_zh'])} ${String(row['counter_evidence_zh'])}`,
      ]),
    );
  });

  it.each(fixture.cases.map((story, index) => ({ ...story, no: index + 1 })))(
    '$is: $why',
    ({ no, people, expect: wanted, data, severity, says }) => {
      const found = Object.keys(people).filter((person) => kinds.has(personId(no, person)));
      expect(found).toEqual([...wanted, ...data].sort());
      const kind = PACK.find(({ id }) => id === fixture.rule)?.kind;
      for (const person of wanted) expect(kinds.get(personId(no, person))).toBe(kind);
      for (const person of data) expect(kinds.get(personId(no, person))).toBe('data');
      for (const [person, word] of Object.entries(severity))
        expect(severities.get(personId(no, person))).toBe(word);
      for (const [person, said] of Object.entries(says))
        expect(words.get(personId(no, person))).toContain(said);
    },
  );
});

describe('the pack', () => {
  it('has a fixture for every rule but the conflict of identities, which linkage finds', () => {
    const covered = [...new Set(fixtures.map(({ rule }) => rule))].sort();
    expect(covered).toEqual(PACK.map(({ id }) => id).filter((id) => id !== 'D05'));
  });

  it.each(fixtures)('$rule has positives, hard negatives and boundaries', ({ cases }) => {
    const kinds = new Set(cases.map(({ is }) => is));
    expect([...kinds]).toEqual(expect.arrayContaining(['positive', 'hard negative', 'boundary']));
  });

  it.each(PACK)('$id says the same in both languages', ({ innocent, check, reason }) => {
    expect(innocent.en).toHaveLength(innocent.zh.length);
    expect(check.en).toHaveLength(check.zh.length);
    expect(reason.en).not.toMatch(/\p{Script=Han}/u);
  });

  it.each(PACK)('$id says in both languages what its parameters mean', ({ parameters }) => {
    for (const { meaning } of Object.values(parameters)) {
      expect(meaning).toMatchObject({ zh: expect.stringMatching(/\p{Script=Han}/u) as string });
      if (typeof meaning !== 'string')
        expect(meaning.en.replace('分类施保', '')).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(PACK)('$id cites a basis that nobody has called verified', ({ basis }) => {
    for (const one of basis) expect(one.verified).toBe(false);
  });
});
