import { expect, it } from 'vitest';
import { printRows } from '../../src/cli/table.js';
import type { Terminal } from '../../src/cli/terminal.js';

it('disarms formulas in CSV and leaves negative weights to programs', () => {
  const lines: string[] = [];
  const options = { format: 'csv', lang: 'zh' } as Terminal['options'];
  const terminal = { options, out: (text: string) => lines.push(text) } as unknown as Terminal;
  const rows = [
    ['-2.73', '=1+1'],
    ['-2+3', -3],
  ];
  printRows(terminal, ['weight', 'reason'], rows);
  expect(lines).toEqual(["weight,reason\n-2.73,'=1+1\n'-2+3,-3\n"]);
});
