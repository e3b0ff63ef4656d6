// `npm run bench:ingest`: reading an export into a snapshot against a plain copy of the same CSV to Parquet, in turn; with
// --xlsx the time and memory that a workbook takes.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureChild, type Measurement } from './bench/measured-child.js';
import { writeIngestExports } from './bench/write-ingest-exports.js';
import { writeWorkbook } from './bench/write-workbook.js';

/** Most that ingest may take, in copies. */
const TARGETS = { utf8: 1.6, gb18030: 2.5, dirty: 2 } as const;
/** Megabytes of a clean file that a core has to scan in a second. */
const SCAN_TARGET = 900;
/** Megabytes that both processes together may hold for a workbook. */
const WORKBOOK_TARGET = 1024;
type Variant = keyof typeof TARGETS;
const VARIANTS: readonly Variant[] = ['utf8', 'gb18030', 'dirty'];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string' },
    xlsx: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'yingbao-bench-'));
try {
  const figures = values.xlsx
    ? await workbookFigures(Number(values.rows ?? '500000'))
    : await textFigures(Number(values.rows ?? '5000000'), Number(values.rounds));
  if (values.json) console.log(JSON.stringify(figures));
  else
    for (const [name, value] of Object.entries(figures))
      console.log(`${name.padEnd(22)} ${value.toLocaleString('en-US')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function textFigures(rows: number, rounds: number): Promise<Readonly<Record<string, number>>> {
  const files = await writeIngestExports(folder, rows);
  const copies: Measurement[] = [];
  const scans: Measurement[] = [];
  const ingests: Record<Variant, Measurement[]> = { utf8: [], gb18030: [], dirty: [] };
  for (let round = 0; round < rounds; round += 1) {
    // DuckDB alone reads neither GB18030 nor torn lines: the clean file of the same rows is the measure for all three.
    copies.push(measureChild(script('copy-to-parquet'), [folder, files.utf8]));
    scans.push(measureChild(script('scan-child'), [files.utf8]));
    for (const variant of VARIANTS) {
      rmSync(join(folder, 'snapshot'), { recursive: true, force: true });
      ingests[variant].push(measureChild(script('ingest-child'), [folder, files[variant]]));
    }
  }
  return {
    rows,
    csvMegabytes: Math.round(statSync(files.utf8).size / 1e6),
    rounds: copies.length,
    copySeconds: median(copies.map(({ seconds }) => seconds)),
    copyCpuSeconds: median(copies.map(({ cpuSeconds }) => cpuSeconds)),
    scanMegabytesPerCpuSecond: median(scans.map(({ figures }) => figures['megabytesPerSecond'] ?? 0)),
    scanTarget: SCAN_TARGET,
    ...(Object.assign(
      {},
      ...VARIANTS.map((variant) => variantFigures(variant, ingests[variant], copies)),
    ) as Readonly<Record<string, number>>),
    peakMemoryMb: Math.max(...Object.values(ingests).flatMap((list) => list.map((one) => one.peakMemoryMb))),
  };
}

/** One workbook, read once: the peaks of both processes added up, which is more than they ever hold at one time. */
async function workbookFigures(rows: number): Promise<Readonly<Record<string, number>>> {
  const path = join(folder, '参保.xlsx');
  await writeWorkbook(path, rows);
  const { seconds, cpuSeconds, peakMemoryMb, figures } = measureChild(script('ingest-child'), [folder, path]);
  const childPeakMemoryMb = figures['childPeakMemoryMb'] ?? 0;
  return {
    rows,
    records: figures['records'] ?? 0,
    workbookMegabytes: Math.round(statSync(path).size / 1e6),
    writerPeakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    seconds,
    cpuSeconds,
    peakMemoryMb,
    childPeakMemoryMb,
    bothPeakMemoryMb: peakMemoryMb + childPeakMemoryMb,
    targetMemoryMb: WORKBOOK_TARGET,
  };
}

function script(name: string): string {
  return join(import.meta.dirname, 'bench', `${name}.js`);
}

/** Ratios by the clock and by processor time: on a busy machine only the second means much. */
function variantFigures(
  variant: Variant,
  ingests: readonly Measurement[],
  copies: readonly Measurement[],
): Readonly<Record<string, number>> {
  const seconds = median(ingests.map((one) => one.seconds));
  const cpuSeconds = median(ingests.map((one) => one.cpuSeconds));
  return {
    [`${variant}Seconds`]: seconds,
    [`${variant}CpuSeconds`]: cpuSeconds,
    [`${variant}Ratio`]: ratio(seconds, median(copies.map((one) => one.seconds))),
    [`${variant}CpuRatio`]: ratio(cpuSeconds, median(copies.map((one) => one.cpuSeconds))),
    [`${variant}Target`]: TARGETS[variant],
  };
}

function ratio(value: number, reference: number): number {
  return Math.round((value / reference) * 100) / 100;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
