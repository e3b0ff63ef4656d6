import { findIssue } from '../model/issue-catalogue.js';
import { YingbaoError } from '../model/errors.js';
import { safeText } from '../normalize/text.js';
import { EXIT_CODES, exitCodeOf } from './exit-codes.js';
import { coloured, type Terminal } from './terminal.js';

/**
 * Prints an error for the reader's language (JSON with --format json) to stderr and returns the exit code. Errors of
 * other classes than ours are bugs or the machine's: their text may quote data, so only their kind is shown.
 */
export function printError(terminal: Terminal, error: unknown): number {
  const code = exitCodeOf(error);
  if (!(error instanceof YingbaoError)) {
    terminal.complain(unknownError(terminal, error, code));
    return code;
  }
  if (terminal.options.format === 'json') {
    const { class: errorClass, code: errorCode, message, zh: messageZh, file, line, hint } = error;
    terminal.complain(
      JSON.stringify({ error: { class: errorClass, code: errorCode, message, messageZh, file, line, hint } }),
    );
    return code;
  }
  terminal.complain(errorText(terminal, error));
  return code;
}

function errorText(terminal: Terminal, error: YingbaoError): string {
  const { lang } = terminal.options;
  const known = findIssue(error.code);
  const words = {
    zh: { head: '错误', title: known?.zh, detail: error.zh, advice: known?.advice.zh, lead: '处理办法：' },
    en: {
      head: 'error',
      title: undefined,
      detail: error.message,
      advice: error.hint ?? known?.advice.en,
      lead: 'what to do: ',
    },
  }[lang];
  const head = coloured(terminal.options, 'red', `${words.head} ${error.code}`);
  const lines = [
    [head, placeOf(error), words.title].filter((part) => part !== undefined).join(' '),
    ...words.detail.split('\n').map((line) => `  ${safeText(line)}`),
    ...(words.advice === undefined ? [] : [`  ${words.lead}${safeText(words.advice)}`]),
  ];
  return lines.join('\n');
}

function placeOf({ file, line }: YingbaoError): string | undefined {
  if (file === undefined) return undefined;
  return `${safeText(file)}${line === undefined ? '' : `:${line}`}`;
}

/** Kind, errno and place in our own code: enough for a report, nothing of a person. */
function unknownError(terminal: Terminal, error: unknown, exitCode: number): string {
  const heads =
    exitCode === EXIT_CODES.bug
      ? { zh: '程序内部错误，请报告', en: 'a bug of ours, please report it' }
      : { zh: '磁盘或系统错误', en: 'disk or system error' };
  const parts =
    error instanceof Error
      ? [error.name, (error as NodeJS.ErrnoException).code, codePlace(error)]
      : [typeof error];
  return [heads[terminal.options.lang], ...parts.filter((part) => part !== undefined)].join(' · ');
}

function codePlace(error: Error): string | undefined {
  return /\n\s+at (?:\S+ )?\(?(?:file:\/\/)?\S*?((?:src|dist|node_modules)\/[^\s)]+)/.exec(
    error.stack ?? '',
  )?.[1];
}
