import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  judgementLine,
  parseJudgements,
  type Judgement,
  type NumberedJudgement,
} from '../linkage/judgements.js';
import type { Layout } from './layout.js';

/** The project's judgements in the order in which they were made; none before the first. Throws InputError. */
export function readJudgements({ judgements }: Layout): readonly NumberedJudgement[] {
  return existsSync(judgements)
    ? parseJudgements(readFileSync(judgements, 'utf8'), basename(judgements))
    : [];
}

/** Adds a judgement; nothing that stands in the file is ever changed. */
export function appendJudgement({ judgements }: Layout, judgement: Judgement): void {
  appendFileSync(judgements, judgementLine(judgement), { mode: 0o600, flush: true });
}
