import { once } from 'node:events';
import { styleText } from 'node:util';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Words = Readonly<Record<Language, string>>;

export const OUTPUT_FORMATS = ['table', 'json', 'csv'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Options that every command has. */
export interface GlobalOptions {
  readonly project: string;
  readonly format: OutputFormat;
  readonly lang: Language;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** Where a command prints: stdout is data, stderr is messages. */
export interface Terminal {
  readonly options: GlobalOptions;
  /** True where stderr is a person's terminal: only then are progress lines drawn. */
  readonly interactive: boolean;
  out(text: string): void;
  /** The same for bulk data: resolves when the reader has caught up, so a slow pipe does not fill the memory. */
  outBulk(text: string): Promise<void>;
  /** A message for people; silent with --quiet. */
  say(words: Words): void;
  /** A message that even --quiet prints. */
  complain(text: string): void;
  /** Replaces the progress line; does nothing where nobody watches. */
  progress(text: string): void;
}

/** The terminal of this process. */
export function processTerminal(options: GlobalOptions): Terminal {
  const interactive = process.stderr.isTTY && !options.quiet;
  let drawn = false;
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\x1b[2K');
    drawn = false;
  };
  return {
    options,
    interactive,
    out: (text) => {
      clear();
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    outBulk: async (text) => {
      clear();
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    say: (words) => {
      clear();
      if (!options.quiet) process.stderr.write(`${words[options.lang]}\n`);
    },
    complain: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!interactive) return;
      process.stderr.write(`\r\x1b[2K${text}`);
      drawn = true;
    },
  };
}

/** Colour where the terminal and the reader want it. */
export function coloured(
  options: GlobalOptions,
  style: 'red' | 'yellow' | 'bold' | 'dim',
  text: string,
): string {
  return options.color ? styleText(style, text, { validateStream: false }) : text;
}
