import { Command, CommanderError, Option } from 'commander';
import { packageVersion } from '../run/code-version.js';
import { registerCommands } from './commands/register.js';
import { EXIT_CODES } from './exit-codes.js';
import { helpWords, usageError, usageErrorJson } from './help-words.js';
import { LANGUAGES, OUTPUT_FORMATS, processTerminal, type GlobalOptions, type Language } from './terminal.js';

/** What is written of a wrong command line. */
type Usage = (message: string) => string;

/** Runs one command line and returns its exit code. Nothing here loads the engine; commands do when they need it. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const lang = languageOf(argv);
  let exitCode: number = EXIT_CODES.done;
  const usage: Usage = asksForJson(argv) ? usageErrorJson : (message) => usageError(lang, message);
  const program = buildProgram(lang, usage, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
    const { printError } = await import('./print-error.js');
    return printError(processTerminal(globalOptions(program, lang)), error);
  }
}

function buildProgram(lang: Language, usage: Usage, setExitCode: (code: number) => void): Command {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const program = new Command('yingbao')
    .description(
      say(
        '应保尽保：比对各部门名单，找出疑似漏保和疑似错保人员，供入户核查',
        'finds people suspected to be missed by, or wrongly included in, social assistance',
      ),
    )
    .version(packageVersion(), '-V, --version', say('显示版本', 'print the version'))
    .helpOption('-h, --help', say('显示帮助', 'print help'))
    .helpCommand(false)
    .addOption(
      new Option(
        '--project <dir>',
        say(
          '项目文件夹（默认从当前文件夹向上查找 yingbao.yaml）',
          'project folder (default: looked for from here upwards)',
        ),
      ).default('.'),
    )
    .option(
      '--format <format>',
      say(
        `标准输出的格式：${OUTPUT_FORMATS.join('、')}，或命令自己的格式`,
        `format of standard output: ${OUTPUT_FORMATS.join(', ')}, or one of the command's own`,
      ),
      'table',
    )
    .option('--json', say('同 --format json', 'the same as --format json'))
    .addOption(new Option('--lang <lang>', say('语言', 'language')).choices(LANGUAGES).default(lang))
    .option('-q, --quiet', say('只输出数据和错误', 'print data and errors only'))
    .option('--no-color', say('不用颜色', 'no colour'))
    .exitOverride();
  program.configureHelp(helpWords(lang)).configureOutput({
    writeErr: (text) => process.stderr.write(text),
    outputError: (text, write) => {
      write(usage(text));
    },
  });
  program.hook('preAction', (_program, command) => {
    chooseFormat(program, command);
  });
  registerCommands(program, say, () => processTerminal(globalOptions(program, lang)), setExitCode);
  for (const command of program.commands) {
    command.exitOverride().helpOption('-h, --help', say('显示帮助', 'print help'));
  }
  return program;
}

/**
 * `--format` belongs to every command, and some have formats of their own. Options of the program are taken wherever
 * they stand, so the value arrives here; it is checked against the command's choices and handed down.
 */
function chooseFormat(program: Command, command: Command): void {
  const { format: given, json } = program.opts<{ format: string; json?: true }>();
  const format = json === true ? 'json' : given;
  if (json !== true && program.getOptionValueSource('format') !== 'cli') return;
  const own = command.options.find((option) => option.long === '--format');
  const choices: readonly string[] = own?.argChoices ?? OUTPUT_FORMATS;
  if (!choices.includes(format)) {
    command.error(`error: --format must be one of ${choices.join(', ')}`, { exitCode: EXIT_CODES.usage });
  }
  if (own !== undefined) command.setOptionValue('format', format);
}

function globalOptions(program: Command, lang: Language): GlobalOptions {
  const options = program.opts<{
    project: string;
    format: string;
    json?: true;
    lang?: Language;
    quiet?: true;
    color: boolean;
  }>();
  return {
    project: options.project,
    format:
      options.json === true
        ? 'json'
        : (OUTPUT_FORMATS.find((format) => format === options.format) ?? 'table'),
    lang: options.lang ?? lang,
    quiet: options.quiet === true,
    color: options.color && process.env['NO_COLOR'] === undefined && process.stderr.isTTY,
  };
}

/** Known before the command line is understood, for what is wrong with it has to be said too. */
function asksForJson(argv: readonly string[]): boolean {
  const place = argv.indexOf('--format');
  return (
    argv.includes('--json') || argv.includes('--format=json') || (place >= 0 && argv[place + 1] === 'json')
  );
}

/** The language has to be known before help is written: --lang, then YINGBAO_LANG, then Chinese. */
export function languageOf(argv: readonly string[]): Language {
  const place = argv.indexOf('--lang');
  const given =
    place >= 0
      ? argv[place + 1]
      : argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
  return (given ?? process.env['YINGBAO_LANG']) === 'en' ? 'en' : 'zh';
}
