import { expect, it } from 'vitest';
import { shownCode } from '../../src/cli/code-words.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { FINDING_KINDS, SEVERITIES } from '../../src/model/finding.js';
import { RUN_CHANGES } from '../../src/run/run-changes.js';

const screen = (format: string, lang: string): Terminal =>
  ({ options: { format, lang } }) as unknown as Terminal;

it.each([...FINDING_KINDS, ...SEVERITIES, ...RUN_CHANGES, 'enters', 'leaves', 'link', 'on'])(
  '%s is said in Chinese in a table, and stays a code for programs',
  (code) => {
    expect(shownCode(screen('table', 'zh'), code)).toMatch(/^[一-鿿]+$/);
    expect(shownCode(screen('table', 'en'), code)).toBe(code);
    expect(shownCode(screen('csv', 'zh'), code)).toBe(code);
    expect(shownCode(screen('json', 'zh'), code)).toBe(code);
  },
);
