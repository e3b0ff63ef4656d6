import { parseArgs } from 'node:util';
import { FEBRL_SETS, measureFebrl, type FebrlFigures } from './quality/febrl.js';
import { measureFindingsQuality, type FindingsQuality } from './quality/findings.js';
import { measureHanzi, type HanziFigures } from './quality/hanzi.js';
import { measureLinkQuality, type LinkQuality } from './quality/links.js';
import { measureAllRobustness, type RobustFigures } from './quality/robustness.js';

export interface QualityFigures {
  readonly febrl: readonly FebrlFigures[];
  readonly hanzi: readonly HanziFigures[];
  readonly robustness: readonly RobustFigures[];
  readonly findings: FindingsQuality;
  /** Only with `--links`. */
  readonly links: readonly LinkQuality[];
}

async function measure(large: boolean, residents: number, withLinks: boolean): Promise<QualityFigures> {
  const febrl: FebrlFigures[] = [];
  for (const set of FEBRL_SETS) {
    for (const estimateAgain of [false, true]) febrl.push(await measureFebrl(set, { estimateAgain }));
  }
  const findings = await measureFindingsQuality(residents, SEED);
  const links = withLinks ? await measureLinkQuality(residents, SEED) : [];
  return { febrl, hanzi: measureHanzi(), robustness: await measureAllRobustness(large), findings, links };
}

const four = (value: number): string => value.toFixed(5).padStart(8);

function print({ febrl, hanzi, robustness, findings, links }: QualityFigures): void {
  console.log('set                              F1        precision  recall    pairs');
  for (const figures of febrl) {
    const name = `${figures.name} (${figures.parameters})`.padEnd(32);
    console.log(name, four(figures.f1), four(figures.precision), four(figures.recall), figures.truePairs);
  }
  console.log('\nHanzi suite');
  for (const { tier, cases, held } of hanzi) console.log(tier.padEnd(8), `${held}/${cases}`);
  console.log('\ntables without a model            F1        precision  recall    all but one equal: F1');
  for (const figures of robustness) {
    const note = figures.estimation?.separates === false ? '  (says: does not separate)' : '';
    console.log(
      figures.name.padEnd(32),
      four(figures.f1),
      four(figures.precision),
      four(figures.recall),
      four(figures.plainRuleF1) + note,
    );
  }
  printFindings(findings);
  for (const one of links) printLinks(one);
}

function printLinks({ dirt, residents, links, falseMerges, blockingRecall }: LinkQuality): void {
  console.log(`\nlinks, sample county of ${residents} residents, dirt ${dirt}`);
  for (const { classes, precision, recall } of links)
    console.log(`${classes.padEnd(18)}${percent(precision)}  ${percent(recall)}`);
  console.log(`${'blocking recall'.padEnd(18)}           ${percent(blockingRecall)}`);
  for (const { relation, perHundredThousandRecords } of falseMerges)
    console.log(
      `${relation.padEnd(18)}${perHundredThousandRecords.toFixed(2)} false merges per 100,000 records`,
    );
}

const percent = (value: number): string =>
  (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(2)} %`).padStart(9);

function printFindings({ residents, rules, families, antiJoin, notMeasured }: FindingsQuality): void {
  console.log(`\nfindings, sample county of ${residents} residents, beside an exact anti-join on the number`);
  console.log(
    'rule                precision     recall   findings   in truth   anti-join: precision     recall',
  );
  for (const { rule, precision, recall, predicted, truth } of rules) {
    const naive = antiJoin.find((one) => one.rule === rule);
    const beside =
      naive === undefined ? '' : `              ${percent(naive.precision)}  ${percent(naive.recall)}`;
    const counts = `${String(predicted).padStart(9)}  ${String(truth).padStart(9)}`;
    console.log(`${rule.padEnd(18)}${percent(precision)}  ${percent(recall)}  ${counts}${beside}`);
  }
  for (const { family, precision, recall } of families)
    console.log(`${family.padEnd(18)}${percent(precision)}  ${percent(recall)}`);
  console.log(`not measured: ${notMeasured.join(' ')}`);
}

/** Not the seed of the demo, on which the rules were written. */
const SEED = 41;
const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    large: { type: 'boolean' },
    residents: { type: 'string' },
    links: { type: 'boolean' },
  },
});
const large = values.large === true;
const residents = Number(values.residents ?? (large ? 300_000 : 30_000));
if (!Number.isInteger(residents) || residents < 4_000 || residents > 5_000_000)
  throw new RangeError('--residents is a number from 4,000 to 5,000,000');
const figures = await measure(large, residents, values.links === true);
if (values.json === true) console.log(JSON.stringify(figures));
else print(figures);
