import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { ValidationReport } from '../../ingest/validate.js';
import { ConfigError } from '../../model/errors.js';
import { REGISTRY_KINDS, type RegistryKind } from '../../model/registry-kinds.js';
import type { CommandHost } from '../command-host.js';
import { EXIT_CODES } from '../exit-codes.js';
import type { Language } from '../terminal.js';

const REPORT_FORMATS = ['text', 'json', 'junit', 'sarif', 'github'] as const;
type ReportFormat = (typeof REPORT_FORMATS)[number];

const FAIL_ON = ['error', 'warning', 'never'] as const;
type FailOn = (typeof FAIL_ON)[number];

interface ValidateCommandOptions {
  readonly file?: string;
  readonly kind?: RegistryKind;
  readonly failOn: FailOn;
  readonly maxErrors: number;
  readonly format: ReportFormat;
}

/** `yingbao validate`: checks exports without keeping them. */
export function registerValidate({ program, say, terminal, setExitCode }: CommandHost): void {
  program
    .command('validate')
    .description(say('检查导出文件（不保存），适合报送前和流水线使用', 'check exports without keeping them'))
    .argument('[registry...]', say('项目中的名单（默认全部）', 'registries of the project (default: all)'))
    .option('--file <file>', say('检查单个文件（需要 --kind）', 'check one file (needs --kind)'))
    .addOption(new Option('--kind <kind>', say('文件的类别', 'kind of the file')).choices(REGISTRY_KINDS))
    .addOption(
      new Option('--fail-on <severity>', say('达到该级别时退出码为 1', 'exit with 1 from this severity on'))
        .choices(FAIL_ON)
        .default('error'),
    )
    .addOption(
      new Option(
        '--max-errors <n>',
        say('每类问题最多列出的位置（计数不受限）', 'places listed per issue (counting never stops)'),
      )
        .argParser(wholeNumber)
        .default(20),
    )
    .addOption(
      new Option('--format <format>', say('报告格式', 'format of the report'))
        .choices(REPORT_FORMATS)
        .default('text'),
    )
    .action(async (registries: readonly string[], options: ValidateCommandOptions) => {
      const screen = terminal();
      const { validateExports } = await import('../../run/validate-exports.js');
      const reports = await validateExports({
        projectFolder: screen.options.project,
        registries,
        ...singleFile(options),
        maxPlaces: options.maxErrors,
        now: new Date(),
        scratchFolder: mkdtempSync(join(tmpdir(), 'yingbao-validate-')),
      });
      const format = screen.options.format === 'json' ? 'json' : options.format;
      screen.out(await render(reports, format, screen.options.lang));
      setExitCode(exitCode(reports, options.failOn));
    });
}

function singleFile({ file, kind }: ValidateCommandOptions): {
  readonly single?: { readonly file: string; readonly kind: RegistryKind };
} {
  if (file === undefined && kind === undefined) return {};
  if (file === undefined || kind === undefined) {
    throw new ConfigError('--file and --kind belong together', {
      zh: '--file 与 --kind 须一起使用：yingbao validate --file 文件 --kind 类别',
      code: 'E_USAGE',
      hint: 'yingbao validate --file F --kind K',
    });
  }
  return { single: { file, kind } };
}

/** One report per registry; JSON, JUnit and SARIF are one document all the same. */
async function render(
  reports: readonly ValidationReport[],
  format: ReportFormat,
  lang: Language,
): Promise<string> {
  switch (format) {
    case 'json': {
      const { renderJson } = await import('../../ingest/validation-formats/json-report.js');
      const texts = reports.map((report) => renderJson(report).trim());
      return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(',\n')}]`;
    }
    case 'junit': {
      const { renderJunit } = await import('../../ingest/validation-formats/junit-report.js');
      return renderJunit(reports, lang);
    }
    case 'sarif': {
      const { renderSarif } = await import('../../ingest/validation-formats/sarif-report.js');
      return renderSarif(reports, lang);
    }
    case 'github': {
      const { renderGithub } = await import('../../ingest/validation-formats/github-report.js');
      return reports.map((report) => renderGithub(report, lang)).join('\n');
    }
    case 'text': {
      const { renderText } = await import('../../ingest/validation-formats/text-report.js');
      return reports.map((report) => renderText(report, lang)).join('\n');
    }
  }
}

/** A file that cannot be read at all is 3; issues from the asked severity on are 1. */
function exitCode(reports: readonly ValidationReport[], failOn: FailOn): number {
  if (failOn === 'never') return EXIT_CODES.done;
  if (reports.some((report) => report.files.some((file) => file.report === null))) return EXIT_CODES.input;
  const failing = reports.some(
    ({ totals }) => totals.error > 0 || (failOn === 'warning' && totals.warning > 0),
  );
  return failing ? EXIT_CODES.gate : EXIT_CODES.done;
}

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('0 … 999999');
  return Number(value);
}
