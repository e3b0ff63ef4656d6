import { z } from 'zod';
import { InputError } from '../model/errors.js';
import { CONFIDENCES, SEVERITIES } from '../model/finding.js';
import { EVIDENCE_SEEN, OUTCOMES, type RecordedOutcome } from '../model/outcome.js';
import { appendWholeLines, readWholeLines } from './whole-lines.js';

export const LEDGER_FILE = 'ledger.jsonl';

const findingId = z.string().regex(/^F[0-9A-F]{24}$/);
const who = z.string().min(1);
const when = z.iso.datetime({ offset: true });

const outcomeLine = z.object({
  type: z.literal('outcome'),
  finding_id: findingId,
  outcome: z.enum(OUTCOMES),
  evidence: z.string().nullish(),
  until: z.iso.date().nullish(),
  who,
  when,
  visited: z.iso.date().nullish(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .nullish(),
  seen: z.array(z.enum(EVIDENCE_SEEN)).nullish(),
  run: z.string().nullish(),
  rule: z.string().nullish(),
  group: z
    .object({
      severity: z.enum(SEVERITIES),
      confidence: z.enum(CONFIDENCES),
      county: z.string().nullable(),
    })
    .nullish(),
  note: z.string().nullish(),
});

/** A second person agrees that a finding holds on this evidence. */
const approvalLine = z.object({
  type: z.literal('approval'),
  finding_id: findingId,
  evidence: z.string(),
  who,
  when,
});

/** The person was told; they may object until `object_by`. */
const noticeLine = z.object({
  type: z.literal('notice'),
  finding_id: findingId,
  evidence: z.string(),
  run: z.string(),
  told: z.iso.date(),
  object_by: z.iso.date(),
  who,
  when,
});

/** A finding of kind `wrong` reached 属实, after the cooling time. */
const closedLine = z.object({
  type: z.literal('closed'),
  finding_id: findingId,
  evidence: z.string(),
  who,
  when,
});

/** A pattern in somebody's answers that a person should look at. */
const reviewLine = z.object({
  type: z.literal('review'),
  who,
  pattern: z.string(),
  count: z.number().int(),
  of: z.number().int(),
  from: z.iso.date(),
  to: z.iso.date(),
  when,
});

const ledgerLine = z.discriminatedUnion('type', [
  outcomeLine,
  approvalLine,
  noticeLine,
  closedLine,
  reviewLine,
]);
const KNOWN_TYPES: readonly string[] = ['outcome', 'approval', 'notice', 'closed', 'review'];

/** A line of the ledger as it stands in the file. */
export type LedgerLine = z.infer<typeof ledgerLine>;
export type OutcomeLine = z.infer<typeof outcomeLine>;
export type ReviewLine = z.infer<typeof reviewLine>;

/**
 * Reads the lines of the append-only ledger in the order in which they were written; types that are not known are passed
 * over. A missing file is an empty ledger; a torn last line was never acknowledged and does not count.
 * Throws InputError naming the line.
 */
export function readLedgerLines(path: string, shown: string): readonly LedgerLine[] {
  return readWholeLines(path).flatMap((line, index) =>
    line.trim() === '' ? [] : parseLine(line, shown, index + 1),
  );
}

/** The outcomes of the ledger, oldest first. Throws as readLedgerLines does. */
export function readLedger(path: string, shown: string): readonly RecordedOutcome[] {
  return outcomesOf(readLedgerLines(path, shown));
}

/** What the outcome lines among these say, in their order. */
export function outcomesOf(lines: readonly LedgerLine[]): readonly RecordedOutcome[] {
  return lines.flatMap((line) => (line.type === 'outcome' ? [outcomeOf(line)] : []));
}

/** What an outcome line says, with null for what it leaves out. */
function outcomeOf(line: OutcomeLine): RecordedOutcome {
  return {
    findingId: line.finding_id,
    outcome: line.outcome,
    evidence: line.evidence ?? null,
    until: line.until ?? null,
    who: line.who,
    when: line.when,
    visited: line.visited ?? null,
    time: line.time ?? null,
    seen: line.seen ?? [],
    run: line.run ?? null,
    rule: line.rule ?? null,
    group: line.group ?? null,
    note: line.note ?? null,
  };
}

/** Adds lines; they are on the disk when it returns, and nothing that stands is changed. */
export function appendLedger(path: string, lines: readonly LedgerLine[]): void {
  appendWholeLines(
    path,
    lines.map((line) => JSON.stringify(line)),
  );
}

function parseLine(text: string, shown: string, line: number): readonly LedgerLine[] {
  const event = parseJson(text);
  const type = typeof event === 'object' && event !== null ? (event as { type?: unknown }).type : undefined;
  if (typeof type === 'string' && !KNOWN_TYPES.includes(type)) return [];
  const parsed = ledgerLine.safeParse(event);
  if (parsed.success) return [parsed.data];
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(line)');
  const where = [...new Set(places)];
  throw new InputError(`${shown}:${line}: not a ledger line: ${where.join(', ')}`, {
    zh: `${shown}:${line} 不是台账的行：${where.map((one) => (one === '(line)' ? '整行' : one)).join('、')}`,
    code: 'E_LEDGER_LINE',
    hint: 'the ledger is append-only; restore it from a backup, do not edit it by hand',
    file: shown,
    line,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
