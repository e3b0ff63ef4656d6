// One whole run of a project, measured from inside.
import { runProject } from '../../src/run/project-run.js';
import { reportMeasurement } from './measured-child.js';

const [projectFolder = '.'] = process.argv.slice(2);
const started = performance.now();
const { manifest } = await runProject({
  projectFolder,
  now: () => new Date(),
  environment: process.env,
  listener: () => undefined,
});
reportMeasurement(started, {
  ...Object.fromEntries(manifest.stages.map(({ stage, seconds }) => [stage, seconds])),
  findings: manifest.findings.reduce((sum, { findings }) => sum + findings, 0),
});
