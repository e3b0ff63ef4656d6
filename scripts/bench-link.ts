// `npm run bench:link`: what linkage costs, each part as a process of its own, beside a reference on this machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EmFigures } from './bench/link-em.js';
import type { ScoringFigures } from './bench/link-scoring.js';
import { measureChild } from './bench/measured-child.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    insured: { type: 'string', default: '10000000' },
    unmatched: { type: 'string', default: '20000' },
    pairs: { type: 'string', default: '10000000' },
  },
});

function script(name: string): string {
  return join(import.meta.dirname, 'bench', `${name}.js`);
}

/** Runs a part and reads its last line. */
function figuresOf<T>(name: string, args: readonly string[]): T {
  const child = spawnSync(process.execPath, [script(name), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`${name} failed with ${String(child.status)}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as T;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A linkage of COVERED records, every n-th with a damaged ID, with INSURED ones, in reads of the insured. */
function largeLink(folder: string, damagedEvery: number): Readonly<Record<string, number>> {
  const sizes = [values.insured, values.unmatched];
  measureChild(script('link-make'), [folder, ...sizes, String(damagedEvery)]);
  const read = measureChild(script('link-read'), [folder]);
  const run = measureChild(script('link-run'), [folder, ...sizes]);
  return {
    seconds: run.seconds,
    cpuSeconds: run.cpuSeconds,
    readSeconds: read.seconds,
    ratioToRead: rounded(run.seconds / read.seconds),
    peakMemoryMb: run.peakMemoryMb,
  };
}

function named(prefix: string, figures: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'yingbao-bench-'));
try {
  measureChild(script('link-make'), [folder, '200000', '4000', '1']);
  const scoring = figuresOf<ScoringFigures>('link-scoring', [folder, '200000', '4000']);
  const em = figuresOf<EmFigures>('link-em', [folder, values.pairs]);
  const figures = {
    scoredPairs: scoring.pairs,
    scoredPairsPerSecondAndCore: Math.round(scoring.pairs / scoring.cpuSeconds),
    ratioToCountingPairs: rounded(scoring.cpuSeconds / scoring.referenceCpuSeconds),
    emPairs: em.pairs,
    emPatterns: em.patterns,
    emSeconds: em.seconds,
    emIterations: em.iterations,
    insured: Number(values.insured),
    covered: Number(values.unmatched),
    ...named('unmatched', largeLink(folder, 1)),
    ...named('typical', largeLink(folder, 33)),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else
    for (const [name, value] of Object.entries(figures))
      console.log(`${name.padEnd(30)} ${value.toLocaleString('en-US')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
