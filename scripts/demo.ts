// `npm start`: makes the exports of a fictitious county, runs the main job on them and measures it against the truth.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../src/cli/main.js';
import { listenToProcess } from '../src/cli/process-events.js';
import { evaluateSample, printEvaluation } from './evaluate-sample.js';
import { generateSample } from './sample/generate.js';
import { declareDepartments } from './sample/project-departments.js';

listenToProcess('zh');
const folder = 'sample';
if (existsSync(join(folder, 'truth')) || !existsSync(folder))
  rmSync(folder, { recursive: true, force: true });
else throw new Error(`the folder ${folder} is there and is not ours: move it away`);

console.log('生成虚构的南屏县样例数据 / making sample exports of a fictitious county …');
generateSample(folder, {
  residents: 24_000,
  seed: 20_260_601,
  dirt: 'typical',
  asOf: '2026-10-31',
  counties: 1,
});
await step(['init', folder, '--exports', join(folder, 'exports')]);
console.log(
  '在 yingbao.yaml 中登记并授权其他部门名单 / declaring and authorising the lists of other departments',
);
declareDepartments(folder, '2026-10-31');
await step(['run', '--project', folder]);
printEvaluation(await evaluateSample(folder, join(folder, 'runs', '000001-20261031')));

async function step(args: readonly string[]): Promise<void> {
  console.log(`\n$ yingbao ${args.join(' ')}`);
  const code = await runCli(args);
  if (code !== 0) process.exit(code);
}
