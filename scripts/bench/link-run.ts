// One whole linkage of the registries in FOLDER: FOLDER INSURED COVERED. Prints what each step took with --steps.
import { linkageSteps } from '../../src/linkage/linkage-steps.js';
import { runSteps } from '../../src/engine/run-steps.js';
import type { Step } from '../../src/engine/step.js';
import { benchEngine, benchInput } from './link-setup.js';
import { reportMeasurement } from './measured-child.js';

const [folder = '.', insured, covered, flag] = process.argv.slice(2);
const engine = await benchEngine(folder);
const started = performance.now();
const steps = linkageSteps(
  await benchInput(engine, folder, { insured: Number(insured), covered: Number(covered), damagedEvery: 1 }),
);
let last: { readonly step: Step; readonly at: number } | undefined;
const tell = (): void => {
  if (flag === '--steps' && last !== undefined)
    console.error(`${((performance.now() - last.at) / 1000).toFixed(3)} s  ${last.step.name}`);
};
await runSteps(engine, steps, (step) => {
  tell();
  last = { step, at: performance.now() };
});
tell();
await engine.close();
reportMeasurement(started);
