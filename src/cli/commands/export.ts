import { Argument, Option } from 'commander';
import { EXPORTABLE, type Exportable } from '../../run/results.js';
import type { CommandHost } from '../command-host.js';

/** `yingbao export NAME`: a contract of a run as CSV or JSON on standard output. */
export function registerExport({ program, say, terminal }: CommandHost): void {
  program
    .command('export')
    .description(
      say(
        '导出一次运行的结果表（links、persons、findings、unchecked、quality、rejects、recheck）',
        'write a contract of a run to standard output',
      ),
    )
    .addArgument(new Argument('<name>', say('结果表', 'contract')).choices(EXPORTABLE))
    .addOption(new Option('--run <runId>', say('运行编号（默认最近一次）', 'run id (default: the last)')))
    .addOption(new Option('--format <format>', say('格式', 'format')).choices(['csv', 'json']).default('csv'))
    .action(async (contract: Exportable, options: { run?: string; format: 'csv' | 'json' }) => {
      const screen = terminal();
      const json = options.format === 'json' || screen.options.format === 'json';
      const { exportContract } = await import('../../run/export-contract.js');
      const { findProjectFolder } = await import('../../config/project.js');
      const { stringify } = await import('csv-stringify/sync');
      let first = true;
      if (json) screen.out('[');
      await exportContract(
        {
          projectFolder: findProjectFolder(screen.options.project),
          contract,
          ...(options.run === undefined ? {} : { runId: options.run }),
        },
        async (rows, columns) => {
          if (json) {
            const lines = rows.map((row) => {
              const line = `${first ? '' : ','}${JSON.stringify(row, placesAsNumbers)}\n`;
              first = false;
              return line;
            });
            await screen.outBulk(lines.join(''));
            return;
          }
          // Machine-readable: values as they are, no BOM, no disarmed formulas; people get the worklists.
          const head = first ? [[...columns]] : [];
          first = false;
          await screen.outBulk(
            stringify([...head, ...rows.map((row) => columns.map((column) => csvCell(row[column])))]),
          );
        },
      );
      if (json) screen.out(']');
    });
}

/** The engine hands wide integers on as text; lines and record numbers are numbers wherever else they stand. */
function placesAsNumbers(key: string, value: unknown): unknown {
  return typeof value === 'string' && /(^|_)(line|record_no)$/.test(key) && /^\d{1,15}$/.test(value)
    ? Number(value)
    : value;
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
