import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { appendWholeLines, readWholeLines } from '../followup/whole-lines.js';
import type { Layout } from './layout.js';

/** One event: what was done, by which account, with which parameters; never a personal value. */
export interface AuditEvent {
  readonly action:
    'run' | 'reveal' | 'export' | 'accept' | 'outcome' | 'notice' | 'judgement' | 'purge' | 'recall';
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

const FIRST = '0'.repeat(64);

/** Appends an event to `.yingbao/audit.jsonl`; each line carries the hash of the one before it. */
export function appendAudit(layout: Layout, event: AuditEvent, now: Date): void {
  const path = auditPath(layout);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lines = readWholeLines(path);
  const last = lines.at(-1);
  const previous = last === undefined ? FIRST : (JSON.parse(last) as { hash: string }).hash;
  const body = {
    seq: lines.length + 1,
    time: now.toISOString(),
    actor: userInfo().username,
    ...event,
    previous,
  };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  appendWholeLines(path, [JSON.stringify({ ...body, hash })]);
}

export function auditPath(layout: Layout): string {
  return join(layout.state, 'audit.jsonl');
}
