import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../scripts/sample/generate.js';
import { HOUSEHOLD_RULES, MEASURED_RULES, WITHOUT_PLANTS } from '../../scripts/sample/truth/findings.js';

const world = buildWorld({ seed: 21, residents: 24_000, asOf: '2026-10-31', counties: 1 });
/** A finding of a household is about all of its people, a conflict about the two whose number it is. */
const SHARED: readonly string[] = ['D05', ...HOUSEHOLD_RULES];
const found = new Set(
  world.findings.flatMap(({ rule, person, detail }) => {
    const others = SHARED.includes(rule) ? detail.split(' ') : [];
    return [`${rule} R${person.no}`, ...others.map((key) => `${rule} R${Number(key.slice(1))}`)];
  }),
);

/** `m01-upgraded` must be found by M01, `m01-not-expired` must not. */
const situations = world.county.people.flatMap((person) =>
  person.tags
    .map((tag) => /^([mwd]\d\d)-(not-)?/.exec(tag))
    .filter((match) => match !== null)
    .map(({ input, 1: rule = '', 2: not }) => ({ tag: input, person, rule: rule.toUpperCase(), expected: not === undefined })),
);

describe('the truth about planted situations', () => {
  it.each([...new Set(situations.map(({ tag }) => tag))].sort())('judges %s as its name says', (wanted) => {
    const staged = situations.filter(({ tag }) => tag === wanted);
    expect(staged.length).toBeGreaterThan(0);
    for (const { rule, person, expected } of staged) expect(found.has(`${rule} R${person.no}`)).toBe(expected);
  });

  it('has situations of both kinds for every rule', () => {
    for (const rule of MEASURED_RULES.filter((one) => !WITHOUT_PLANTS.includes(one))) {
      expect(situations.some((one) => one.rule === rule && one.expected)).toBe(true);
      if (rule !== 'D05') expect(situations.some((one) => one.rule === rule && !one.expected)).toBe(true);
    }
  });

  it('finds unplanned ones too', () => {
    const planted = new Set(situations.map(({ person }) => person));
    const unplanned = world.findings.filter(({ person }) => !planted.has(person)).map(({ rule }) => rule);
    for (const rule of ['M01', 'M03', 'M04', 'M07'] as const) expect(unplanned).toContain(rule);
  });
});

describe('the county', () => {
  const share = (count: number): number => count / world.county.people.length;

  it('has about the population that was asked for', () => {
    expect(world.county.people.length).toBeGreaterThanOrEqual(24_000);
    expect(world.county.people.length).toBeLessThan(24_010);
  });

  it('covers and insures as many as a county does', () => {
    const { coverages, insurances, certificates } = world.facts;
    expect(share(new Set(coverages.map(({ person }) => person)).size)).toBeGreaterThan(0.02);
    expect(share(new Set(coverages.map(({ person }) => person)).size)).toBeLessThan(0.05);
    expect(share(insurances.length)).toBeGreaterThan(0.93);
    expect(share(certificates.length)).toBeGreaterThan(0.02);
  });

  it('has twins, brothers and sisters, namesakes, ethnic and rare names', () => {
    const tags = world.county.people.flatMap((person) => person.tags);
    for (const word of ['twin:', 'sibling:', 'namesake:', 'ethnic', 'rare']) {
      expect(tags.filter((tag) => tag.startsWith(word)).length).toBeGreaterThan(10);
    }
  });

  it('has namesakes born on one day', () => {
    const keys = world.county.people.map(({ name, birth }) => `${name} ${birth}`);
    expect(new Set(keys).size).toBeLessThan(keys.length);
  });
});
