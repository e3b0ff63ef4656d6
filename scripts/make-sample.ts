import { parseArgs } from 'node:util';
import { DIRT_LEVELS, type DirtLevel } from './sample/dirt/level.js';
import { generateSample, type SampleRequest } from './sample/generate.js';

/**
 * Makes the exports of a fictitious county with the truth beside them. No real person can hold a number in them: every
 * number begins with a region code that GB/T 2260 never assigned, telephone and bank numbers use prefixes that nobody
 * was given, and names, places and stories are drawn by a seeded generator.
 */
const USAGE =
  'node dist/scripts/make-sample.js --out DIR [--residents 24000] [--seed 20260601] [--dirt clean|typical|dirty] [--as-of 2026-10-31] [--counties 1]';

function parseRequest(): { readonly out: string; readonly request: SampleRequest } {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      residents: { type: 'string', default: '24000' },
      seed: { type: 'string', default: '20260601' },
      dirt: { type: 'string', default: 'typical' },
      'as-of': { type: 'string', default: '2026-10-31' },
      counties: { type: 'string', default: '1' },
    },
  });
  const request = {
    residents: wholeNumber('residents', values.residents, [4_000, 5_000_000]),
    seed: wholeNumber('seed', values.seed, [0, 2 ** 31 - 1]),
    counties: wholeNumber('counties', values.counties, [1, 4]),
    dirt: DIRT_LEVELS.find((level) => level === values.dirt),
    asOf: values['as-of'],
  };
  if (values.out === undefined) throw new RangeError('--out is missing');
  if (request.dirt === undefined) throw new RangeError(`--dirt is one of ${DIRT_LEVELS.join(', ')}`);
  if (!/^20[2-4]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(request.asOf))
    throw new RangeError('--as-of is YYYY-MM-DD');
  return { out: values.out, request: { ...request, dirt: request.dirt satisfies DirtLevel } };
}

function wholeNumber(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new RangeError(`--${name} is a number from ${low} to ${high}`);
  return value;
}

try {
  const { out, request } = parseRequest();
  const { residents, rows, findings } = generateSample(out, request);
  console.log(
    `${residents} residents, seed ${request.seed}, dirt ${request.dirt}, as of ${request.asOf}, in ${out}`,
  );
  for (const [file, count] of Object.entries(rows)) console.log(`  ${String(count).padStart(8)}  ${file}`);
  console.log(
    `  findings in truth: ${Object.entries(findings)
      .map(([rule, count]) => `${rule} ${count}`)
      .join(', ')}`,
  );
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\nusage: ${USAGE}`);
  process.exitCode = 2;
}
