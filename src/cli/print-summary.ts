import { join, relative } from 'node:path';
import { findIssue } from '../model/issue-catalogue.js';
import { safeText } from '../normalize/text.js';
import { summarize } from '../report/figures.js';
import type { RunManifest } from '../run/manifest.js';
import { RUN_FILES, type PublishedRun } from '../run/results.js';
import { drawTable } from './table.js';
import { coloured, type Terminal } from './terminal.js';

/** Prints what a run found: JSON for programs, tables and places of the lists for people. */
export function printSummary(
  terminal: Terminal,
  run: PublishedRun & { readonly manifest: RunManifest },
): void {
  const { format, lang } = terminal.options;
  if (format === 'json') {
    terminal.out(JSON.stringify(run.manifest, null, 2));
    return;
  }
  for (const section of summarize(run.manifest)) {
    const rows = section.rows.map((row) =>
      row.map((value) => (typeof value === 'object' ? value[lang] : value)),
    );
    const table = drawTable(
      section.head.map((words) => words[lang]),
      rows,
    );
    terminal.out(`${coloured(terminal.options, 'bold', section.title[lang])}\n${table}\n`);
  }
  for (const warning of run.manifest.warnings) sayWarning(terminal, warning);
  const folder = relative(process.cwd(), run.folder) || '.';
  const places = { worklists: join(folder, RUN_FILES.worklists), report: join(folder, RUN_FILES.report) };
  const count = run.manifest.worklists.length;
  const words =
    lang === 'zh'
      ? [`排查清单（${count} 份）：${places.worklists}`, `报告：${places.report}`]
      : [`worklists (${count}): ${places.worklists}`, `report: ${places.report}`];
  terminal.out(words.join('\n'));
}

function sayWarning(terminal: Terminal, warning: RunManifest['warnings'][number]): void {
  const { code, file, line, detail, detailZh = detail } = warning;
  const place = `${safeText(file)}${line === undefined ? '' : `:${line}`}`;
  const known = findIssue(code);
  terminal.say({
    zh: `提示 ${code} ${place} ${known?.zh ?? ''} ${safeText(detailZh)}`.trimEnd(),
    en: `note ${code} ${place} ${known?.en ?? ''} ${safeText(detail)}`.trimEnd(),
  });
}
