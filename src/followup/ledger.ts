import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../model/errors.js';
import { OUTCOMES, type LedgerOutcome } from '../model/outcome.js';

export const LEDGER_FILE = 'ledger.jsonl';

/** A line of the ledger: other types of event may stand between outcomes and are passed over. */
const outcomeLine = z.object({
  type: z.literal('outcome'),
  finding_id: z.string().regex(/^F[0-9A-F]{24}$/),
  outcome: z.enum(OUTCOMES),
  evidence: z.string().nullish(),
  until: z.iso.date().nullish(),
  who: z.string().min(1),
  when: z.iso.datetime({ offset: true }),
});

/**
 * Reads the outcomes of the append-only ledger in the order in which they were written. A missing file is an empty
 * ledger; a torn last line (no line end) was never acknowledged and does not count. Throws InputError naming the line.
 */
export function readLedger(path: string, shown: string): readonly LedgerOutcome[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .slice(0, -1)
    .flatMap((line, index) => (line.trim() === '' ? [] : parseLine(line, shown, index + 1)));
}

function parseLine(text: string, shown: string, line: number): readonly LedgerOutcome[] {
  const event = parseJson(text);
  const type = typeof event === 'object' && event !== null ? (event as { type?: unknown }).type : undefined;
  if (typeof type === 'string' && type !== 'outcome') return [];
  const parsed = outcomeLine.safeParse(event);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(line)');
    throw new InputError(`${shown}:${line}: not a ledger line: ${[...new Set(places)].join(', ')}`, {
      code: 'E_LEDGER_LINE',
      hint: 'the ledger is append-only; restore it from a backup, do not edit it by hand',
      file: shown,
      line,
    });
  }
  const { finding_id: findingId, outcome, evidence, until, who, when } = parsed.data;
  return [{ findingId, outcome, evidence: evidence ?? null, until: until ?? null, who, when }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
