// `npm run bench`: the whole run against a plain copy of the same CSV files to Parquet, in turn, on this machine.
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureChild, type Measurement } from './bench/measured-child.js';
import { writeBenchProject } from './bench/synthesize.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    insured: { type: 'string', default: '1000000' },
    covered: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
  },
});
const sizes = { insured: Number(values.insured), covered: Number(values.covered) };
const folder = mkdtempSync(join(tmpdir(), 'yingbao-bench-'));
try {
  const files = await writeBenchProject(folder, sizes);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const copies: Measurement[] = [];
  const runs: Measurement[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    copies.push(measureChild(join(import.meta.dirname, 'bench', 'copy-to-parquet.js'), [folder, ...files]));
    // A run whose stages are cached measures nothing.
    for (const made of ['snapshots', 'stages', '.yingbao'])
      rmSync(join(folder, made), { recursive: true, force: true });
    // Put away, not deleted: file systems are slow to make thousands of files just after as many were removed.
    if (existsSync(join(folder, 'runs'))) renameSync(join(folder, 'runs'), join(folder, `runs-${round}`));
    runs.push(measureChild(join(import.meta.dirname, 'bench', 'full-run.js'), [folder]));
  }
  const copy = median(copies.map((one) => one.seconds));
  const run = median(runs.map((one) => one.seconds));
  const figures = {
    insuredRows: sizes.insured,
    coveredRows: sizes.covered,
    csvMegabytes: Math.round(bytes / 1e6),
    copySeconds: copy,
    runSeconds: run,
    ratio: ratio(run, copy),
    ...stageFigures(runs, copy),
    peakMemoryMb: Math.max(...runs.map((one) => one.peakMemoryMb)),
    copyPeakMemoryMb: Math.max(...copies.map((one) => one.peakMemoryMb)),
    rounds: runs.length,
  };
  if (values.json) console.log(JSON.stringify(figures));
  else
    for (const [name, value] of Object.entries(figures))
      console.log(`${name.padEnd(26)} ${value.toLocaleString('en-US')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Median seconds of every stage, how often the rules copy the files, and how many findings they made. */
function stageFigures(runs: readonly Measurement[], copy: number): Readonly<Record<string, number>> {
  const part = (name: string): number => median(runs.map(({ figures }) => figures[name] ?? Number.NaN));
  const stages = Object.keys(runs[0]?.figures ?? {}).filter((name) => name !== 'findings');
  return {
    ...Object.fromEntries(stages.map((name) => [`${name} seconds`, part(name)])),
    rulesRatio: ratio(part('assess'), copy),
    findings: part('findings'),
  };
}

function ratio(value: number, reference: number): number {
  return Math.round((value / reference) * 100) / 100;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
