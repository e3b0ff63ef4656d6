import type { SetAside } from '../model/set-aside.js';
import { safeText } from '../normalize/text.js';
import { coloured, type Terminal } from './terminal.js';

/** Says on standard error, also with --quiet, that a registry was left out of the run, and why. */
export function sayAside(terminal: Terminal, setAside: SetAside): void {
  const { options } = terminal;
  if (options.format === 'json') {
    terminal.complain(JSON.stringify({ setAside }));
    return;
  }
  const { registry, code, reason } = setAside;
  const head = options.lang === 'zh' ? '已搁置名单' : 'set aside';
  const lines = reason[options.lang].split('\n').map(safeText);
  terminal.complain(`${coloured(options, 'yellow', `${head} ${registry} ${code}`)} ${lines.join(' ')}`);
}
