// Writes the registries that the other parts of `npm run bench:link` read: FOLDER INSURED COVERED DAMAGED_EVERY.
import { reportMeasurement } from './measured-child.js';
import { benchEngine, writeBenchRegistries } from './link-setup.js';

const [folder = '.', insured, covered, damagedEvery] = process.argv.slice(2);
const started = performance.now();
const engine = await benchEngine(folder);
await writeBenchRegistries(engine, folder, {
  insured: Number(insured),
  covered: Number(covered),
  damagedEvery: Number(damagedEvery),
});
await engine.close();
reportMeasurement(started);
