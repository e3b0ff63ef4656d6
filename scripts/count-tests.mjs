// Turns vitest's JSON results into the closing line of .ci/run; fails when tests failed, none ran, or npm test failed.
import { existsSync, readFileSync } from 'node:fs';

const [file, testStatus] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let suites = 0;
const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
if (text !== '') {
  const results = JSON.parse(text);
  passed = results.numPassedTests;
  failed = results.numFailedTests;
  suites = results.numFailedTestSuites;
}
// A file that cannot be loaded runs no test and yet has failed.
if (failed === 0 && (suites > 0 || testStatus !== '0' || passed === 0)) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
