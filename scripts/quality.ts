import { parseArgs } from 'node:util';
import { FEBRL_SETS, measureFebrl, type FebrlFigures } from './quality/febrl.js';
import { measureHanzi, type HanziFigures } from './quality/hanzi.js';
import { measureAllRobustness, type RobustFigures } from './quality/robustness.js';

export interface QualityFigures {
  readonly febrl: readonly FebrlFigures[];
  readonly hanzi: readonly HanziFigures[];
  readonly robustness: readonly RobustFigures[];
}

async function measure(large: boolean): Promise<QualityFigures> {
  const febrl: FebrlFigures[] = [];
  for (const set of FEBRL_SETS) {
    for (const estimateAgain of [false, true]) febrl.push(await measureFebrl(set, { estimateAgain }));
  }
  return { febrl, hanzi: measureHanzi(), robustness: await measureAllRobustness(large) };
}

const four = (value: number): string => value.toFixed(5).padStart(8);

function print({ febrl, hanzi, robustness }: QualityFigures): void {
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
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, large: { type: 'boolean' } } });
const figures = await measure(values.large === true);
if (values.json === true) console.log(JSON.stringify(figures));
else print(figures);
