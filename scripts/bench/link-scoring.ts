// Candidate pairs scored per second and core: FOLDER INSURED COVERED. A wide block (year of birth) makes them;
// only comparing and weighing is measured, against counting the same pairs with both their sides.
import { runSteps } from '../../src/engine/run-steps.js';
import type { Step } from '../../src/engine/step.js';
import { oneRow } from '../../src/engine/engine.js';
import { linkageSteps } from '../../src/linkage/linkage-steps.js';
import { benchEngine, benchInput } from './link-setup.js';

export interface ScoringFigures {
  readonly pairs: number;
  readonly cpuSeconds: number;
  readonly referenceCpuSeconds: number;
}

const [folder = '.', insured, covered] = process.argv.slice(2);
const engine = await benchEngine(folder);
const input = await benchInput(engine, folder, {
  insured: Number(insured),
  covered: Number(covered),
  damagedEvery: 1,
});
const steps = linkageSteps({
  ...input,
  singlesUpTo: input.registries.reduce((sum, { records }) => sum + records, 0),
  model: {
    ...input.model,
    blocking: [{ name: 'wide', left: ['birth_year'], seekers: 'without_id', cap: 1_000_000 }],
  },
});
const from = steps.findIndex(({ name }) => name === 'profiles');
const to = steps.findIndex(({ name }) => name === 'node facts');
await runSteps(engine, steps.slice(0, from));

async function cpuSeconds(part: readonly Step[]): Promise<number> {
  const before = process.cpuUsage();
  await runSteps(engine, part);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const scored = await cpuSeconds(steps.slice(from, to));
const { pairs } = await oneRow(engine, 'SELECT CAST(count(*) AS DOUBLE) AS pairs FROM link_candidates');
const reference = await cpuSeconds([
  {
    kind: 'sql',
    name: 'reference',
    purpose: 'counts the same pairs with both their sides',
    sql: `CREATE TABLE link_reference AS
SELECT count(*) AS n, count(DISTINCT l.name_no + r.name_no) AS names
FROM link_candidates AS c
JOIN link_profiles AS l ON l.node_no = c.node_l
JOIN link_profiles AS r ON r.node_no = c.node_r`,
  },
]);
await engine.close();
const figures: ScoringFigures = { pairs: Number(pairs), cpuSeconds: scored, referenceCpuSeconds: reference };
console.log(JSON.stringify(figures));
