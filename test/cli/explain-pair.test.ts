import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProject, type CliProject } from './program.js';

const PAIR = ['assistance exports/救助.csv:2', 'disability exports/残疾人证.csv:2'] as const;
const STRANGERS = ['救助.csv:3', '残疾人证.csv:4'] as const;
let project: CliProject;

beforeAll(async () => {
  project = cliProject('perhaps-covered');
  await project.yingbao(['run', '--quiet']);
});
afterAll(() => {
  project.remove();
});

interface Explained {
  readonly fate: string;
  readonly samePerson: boolean;
  readonly link: { readonly class: string; readonly matchWeight: number } | null;
  readonly matchWeight: number;
  readonly blockingRules: readonly string[];
  readonly bars: readonly { readonly name: string; readonly sum: number }[];
  readonly judgements: { readonly given: readonly unknown[]; readonly verdict: string | null };
}

async function explained(places: readonly string[], of: CliProject = project): Promise<Explained> {
  const { out } = await of.yingbao(['explain', ...places, '--json']);
  return JSON.parse(out) as Explained;
}

describe('yingbao explain PLACE PLACE', () => {
  it('shows both records masked, whether they are one person, the sentence and the bars', async () => {
    const { code, out } = await project.yingbao(['explain', ...PAIR]);
    expect(code).toBe(0);
    expect(out).toMatch(/来源记录[^]*assistance exports\/救助\.csv:2[^]*disability exports\/残疾人证\.csv:2/);
    expect(out).toMatch(/不是同一人[^]*关联：待核[^]*姓名一致[^]*本次运行比较过[^]*发现该对的分块规则/);
    expect(out).toContain('任意两人恰为同一人的可能');
    expect(out).toContain('欧阳**');
    expect(out).not.toMatch(/欧阳[^*]|\d{15}/);
  });

  it('gives programs the weight of the run, which the bars add up to', async () => {
    const pair = await explained(PAIR);
    expect(pair).toMatchObject({ fate: 'compared', samePerson: false, link: { class: 'review' } });
    expect(pair.matchWeight).toBe(pair.link?.matchWeight);
    expect(pair.bars.at(-1)?.sum).toBeCloseTo(pair.matchWeight, 3);
  });

  it('weighs on the spot what no rule brings together, and says so', async () => {
    const pair = await explained(STRANGERS);
    expect(pair).toMatchObject({ fate: 'not_found', link: null, blockingRules: [] });
    expect(pair.matchWeight).toBeLessThan(0);
    const { out } = await project.yingbao(['explain', ...STRANGERS, '--lang', 'en']);
    expect(out).toMatch(/not one person[^]*no direct link[^]*no blocking rule brings the two together/);
    expect(out).toContain('match weight');
  });

  it('knows two places of one row', async () => {
    expect(await explained([PAIR[0], '救助.csv:2'])).toMatchObject({ samePerson: false, link: null });
  });

  it('shows what people said of the two', async () => {
    await project.yingbao(['judge', 'different', ...PAIR, '--by', '王科']);
    const { out } = await project.yingbao(['explain', ...PAIR]);
    expect(out).toMatch(/人工判定[^]*1\. 不是同一人 王科/);
    expect((await explained(PAIR)).judgements).toMatchObject({
      given: [{ no: 1, verdict: 'different', by: '王科' }],
      verdict: 'different',
    });
  });

  it('reveals with a reason, which the audit trail keeps', async () => {
    expect((await project.yingbao(['explain', ...PAIR, '--reveal'])).code).toBe(2);
    const { out } = await project.yingbao(['explain', ...PAIR, '--reveal', '--reason', '核对身份']);
    expect(out).toMatch(/欧阳[^*]/);
    expect(readFileSync(join(project.folder, '.yingbao', 'audit.jsonl'), 'utf8')).toContain('核对身份');
  });

  it.each([
    [[PAIR[0]], 'E_USAGE'],
    [[PAIR[0], '残疾人证.csv:99'], 'E_JUDGEMENT_PLACE'],
    [[PAIR[0], 'nowhere'], 'E_JUDGEMENT_PLACE'],
    [[...PAIR, '--run', '000000-00000000'], 'E_RUN_MISSING'],
  ])('refuses %j with %s', async (args, told) => {
    const { code, err } = await project.yingbao(['explain', ...args]);
    expect({ code, told: err.includes(told) }).toEqual({ code: 2, told: true });
  });
});

describe('yingbao explain of two records with one ID', () => {
  let other: CliProject;
  beforeAll(async () => {
    other = cliProject('d05-identity-conflict');
    await other.yingbao(['run', '--quiet']);
  });
  afterAll(() => {
    other.remove();
  });

  it('shows the weight of the ID and the name as links have it', async () => {
    const { out } = await other.yingbao(['export', 'links']);
    const links: readonly Readonly<Record<string, string>>[] = parse(out, { columns: true });
    const certain = links.find((one) => one['class'] === 'certain') ?? {};
    const place = (side: string): string =>
      `${certain[`${side}_registry`] ?? ''} ${certain[`${side}_file`] ?? ''}:${certain[`${side}_line`] ?? ''}`;
    const pair = await explained([place('left'), place('right')], other);
    expect(pair).toMatchObject({ fate: 'same_id', samePerson: true });
    expect(pair.matchWeight).toBe(Number(certain['match_weight']));
    expect(pair.bars.map(({ name }) => name)).toEqual(['prior', 'id', 'name']);
  });

  it('says that incompatible names under it are a conflict', async () => {
    const { out } = await other.yingbao(['export', 'findings']);
    const findings: readonly Readonly<Record<string, string>>[] = parse(out, { columns: true });
    const conflict = findings.find((one) => one['rule_id'] === 'D05');
    const places = (
      JSON.parse(conflict?.['sources'] ?? '[]') as { registry: string; file: string; line: number }[]
    ).map(({ registry, file, line }) => `${registry} ${file}:${String(line)}`);
    const fates = new Set<string>();
    for (const place of places.slice(1)) fates.add((await explained([places[0] ?? '', place], other)).fate);
    expect(fates).toContain('conflict');
  });
});
