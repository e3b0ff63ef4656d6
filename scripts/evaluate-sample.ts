import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openDuckDb } from '../src/engine/duckdb/duckdb-engine.js';
import { oneRow } from '../src/engine/engine.js';
import { measureFindings, type FindingFigures } from './sample/evaluate/findings.js';
import {
  measureFalseMerges,
  measureLinks,
  type FalseMerges,
  type LinkFigures,
} from './sample/evaluate/links.js';
import { loadEvaluation } from './sample/evaluate/load.js';
import { listMisses, type Miss } from './sample/evaluate/misses.js';

/** How a run's links and findings compare with the sample's truth. */
export interface Evaluation {
  readonly records: number;
  readonly people: number;
  /** Links that name a record which the truth does not know; anything but 0 means that lines are counted differently. */
  readonly unknownLinks: number;
  readonly links: readonly LinkFigures[];
  readonly falseMerges: readonly FalseMerges[];
  readonly findings: readonly FindingFigures[];
  readonly misses: readonly Miss[];
}

/** Reads `links` and `findings` (Parquet or CSV) of a run and measures them against DIR/truth. */
export async function evaluateSample(sampleFolder: string, runFolder: string): Promise<Evaluation> {
  const engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'evaluate-sample-')) });
  try {
    await loadEvaluation(engine, sampleFolder, runFolder);
    const counts = await oneRow(
      engine,
      `SELECT
         (SELECT CAST(count(*) AS DOUBLE) FROM record) AS records,
         (SELECT CAST(count(*) AS DOUBLE) FROM person) AS people,
         (SELECT CAST(links AS DOUBLE) FROM unknown_link) AS unknown_links`,
    );
    const findings = await measureFindings(engine);
    return {
      records: Number(counts['records']),
      people: Number(counts['people']),
      unknownLinks: Number(counts['unknown_links']),
      links: await measureLinks(engine),
      falseMerges: await measureFalseMerges(engine),
      findings,
      misses: await listMisses(engine),
    };
  } finally {
    await engine.close();
  }
}

const percent = (value: number): string => `${(value * 100).toFixed(2)} %`.padStart(9);

/** Prints the figures as plain tables. */
export function printEvaluation(evaluation: Evaluation): void {
  const { records, people, unknownLinks, links, falseMerges, findings, misses } = evaluation;
  console.log(`\nAgainst the truth: ${records} records of ${people} people`);
  if (unknownLinks > 0) console.log(`  ${unknownLinks} links name a record that the truth does not know`);
  for (const { classes, predicted, truth, precision, recall } of links) {
    console.log(
      `  links ${classes.padEnd(17)} precision ${percent(precision)}  recall ${percent(recall)}  (${predicted} of ${truth} pairs)`,
    );
  }
  for (const { relation, pairs, perHundredThousandRecords } of falseMerges) {
    console.log(
      `  people merged wrongly, ${relation.padEnd(9)} ${String(pairs).padStart(5)}  ${perHundredThousandRecords.toFixed(2)} per 100,000 records`,
    );
  }
  console.log('  rule  precision     recall         F1   findings  in truth');
  for (const { rule, precision, recall, f1, predicted, truth } of findings) {
    console.log(
      `  ${rule}  ${percent(precision)}  ${percent(recall)}  ${percent(f1)}  ${String(predicted).padStart(9)} ${String(truth).padStart(9)}`,
    );
  }
  if (misses.length > 0) console.log('  most frequent misses (places, no values):');
  for (const { what, kind, count, examples } of misses) {
    console.log(`    ${String(count).padStart(5)}  ${what}, ${kind}: ${examples.join('  ')}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [sampleFolder, runFolder] = positionals;
  if (sampleFolder === undefined || runFolder === undefined) {
    console.error('usage: node dist/scripts/evaluate-sample.js DIR RUNDIR [--json]');
    process.exitCode = 2;
    return;
  }
  const evaluation = await evaluateSample(sampleFolder, runFolder);
  if (values.json) console.log(JSON.stringify(evaluation));
  else printEvaluation(evaluation);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
