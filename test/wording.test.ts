import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../src/config/package-root.js';
import { ACCUSING_WORDS } from '../src/rules/accusing-words.js';

// Reliability S5: nothing that a reader may see judges a person. Every text stands in a string of these folders.

/** Telling somebody to act against a person is no less a judgement. */
const ORDERS =
  /停发待遇|取消资格|立即停保|追缴|移送|处罚|stop (the|their) (payment|benefit)|withdraw (the|their) benefit/i;

const FOLDERS = ['followup', 'report', 'cli', 'run', 'model'];

function sources(folder: string): readonly string[] {
  return readdirSync(assetPath('src', folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

describe('the words that people read', () => {
  const files = FOLDERS.flatMap(sources);

  it('are looked at, all of them', () => {
    expect(files.length).toBeGreaterThan(80);
  });

  it.each(files.map((file) => [file.slice(assetPath('src').length + 1), file] as const))(
    'accuse nobody in %s',
    (_name, file) => {
      const text = withoutComments(readFileSync(file, 'utf8'));
      expect(text).not.toMatch(ACCUSING_WORDS);
      expect(text.replaceAll('没有任何停发待遇', '').replaceAll('不停发任何待遇', '')).not.toMatch(ORDERS);
    },
  );

  it('would find such a word', () => {
    expect('涉嫌骗保').toMatch(ACCUSING_WORDS);
    expect('建议取消资格').toMatch(ORDERS);
  });
});
