import { basename } from 'node:path';
import { appendWholeLines, readWholeLines } from '../followup/whole-lines.js';
import {
  judgementLine,
  parseJudgements,
  type Judgement,
  type NumberedJudgement,
} from '../linkage/judgements.js';
import type { LinkFigure } from '../report/figures.js';
import type { Layout } from './layout.js';
import type { RunManifest } from './manifest.js';

/** The project's judgements in the order in which they were made; none before the first. Throws InputError. */
export function readJudgements({ judgements }: Layout): readonly NumberedJudgement[] {
  return parseJudgements(readWholeLines(judgements).join('\n'), basename(judgements));
}

/** Adds a judgement; nothing that stands in the file is ever changed. */
export function appendJudgement({ judgements }: Layout, judgement: Judgement): void {
  appendWholeLines(judgements, [judgementLine(judgement).trimEnd()]);
}

/** Judgements that a run could not carry out, as its warnings. */
export function judgementWarnings(
  { judgements }: Layout,
  figures: readonly LinkFigure[],
): RunManifest['warnings'] {
  return figures.flatMap(({ figure, detail }) => {
    const code = REFUSED[figure];
    return code === undefined
      ? []
      : [{ code, registry: '', file: basename(judgements), line: Number(detail), detail: '' }];
  });
}

const REFUSED: Readonly<Record<string, string>> = {
  judgement_missing: 'W_JUDGEMENT_MISSING',
  judgement_contradicted: 'W_JUDGEMENT_CONTRADICTED',
};
