import type { FilledColumn, FilledRow } from '../../src/followup/filled-list.js';
import type { LedgerLine } from '../../src/followup/ledger.js';
import type { ListedFinding, RowContext } from '../../src/followup/outcome-rows.js';
import type { FindingKind } from '../../src/model/finding.js';

export const FINDING = `F${'0A'.repeat(12)}`;
export const OTHER = `F${'0B'.repeat(12)}`;
export const RUN = '000002-20261031';
export const TODAY = '2026-11-20';

/** A row that says that the finding holds; what a test does not name is usual. */
export function buildRow(own: Partial<Record<FilledColumn, string>> = {}, line = 2): FilledRow {
  return {
    file: 'list.csv',
    line,
    cells: {
      finding: FINDING,
      run: RUN,
      met: '是',
      outcome: '属实',
      seen: '入户',
      worker: 'grid-7',
      visited: '2026-11-10',
      note: '',
      ...own,
    },
  };
}

/** The lists of two runs, of which the later one showed the finding on other evidence. */
export function rowContext(kind: FindingKind = 'missed'): RowContext {
  const listed = (run: string, issued: string, evidence: string): ListedFinding => ({
    findingId: FINDING,
    run,
    issued,
    kind,
    rule: 'M01',
    group: { severity: 'high', confidence: 'high', county: '南屏县' },
    evidence,
  });
  const runs = [listed(RUN, '2026-11-05', 'new'), listed('000001-20260930', '2026-10-05', 'old')];
  return {
    listed: (id) => (id === FINDING || id === OTHER ? runs.map((one) => ({ ...one, findingId: id })) : []),
    isRun: (run) => runs.some((one) => one.run === run),
    today: TODAY,
    when: '2026-11-20T08:00:00.000Z',
    days: { clearance: 365, objection: 60, handled: 90 },
    hashNote: (note) => `hash of ${note.length}`,
  };
}

/** An answer as a line of the ledger. */
export function outcomeLine(own: Partial<Extract<LedgerLine, { type: 'outcome' }>> = {}): LedgerLine {
  return {
    type: 'outcome',
    finding_id: FINDING,
    outcome: 'confirmed',
    evidence: 'new',
    who: 'grid-7',
    visited: '2026-11-10',
    when: '2026-11-10T08:00:00.000Z',
    ...own,
  };
}
