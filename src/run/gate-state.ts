import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingNumbers } from '../ingest/gates/finding-gates.js';
import type { Gate, GateVerdict, PastCount, RegistryProfile } from '../model/gate.js';
import type { Layout } from './layout.js';
import { replaceFile } from './whole-folder.js';

/** A verdict that stopped a run and waits for a person. */
export interface HeldGate extends GateVerdict {
  /** Key of the input it speaks of: of the snapshot, or of the findings. */
  readonly key: string;
  readonly day: string;
}

/** A person's release of one held gate, for that input alone. */
export interface ReleasedGate {
  readonly gate: Gate;
  readonly registry: string | null;
  readonly key: string;
  readonly number: number;
  readonly day: string;
}

/** What the gates remember between runs, in `.yingbao/gates.json`; no personal data. */
export interface GateState {
  readonly format: 'yingbao-gates/1';
  /** Registry → what was accepted last. */
  readonly accepted: Readonly<Record<string, RegistryProfile>>;
  /** Registry → records on the days of published runs, oldest first. */
  readonly past: Readonly<Record<string, readonly PastCount[]>>;
  readonly findings: readonly (FindingNumbers & { readonly day: string })[];
  readonly held: readonly HeldGate[];
  readonly released: readonly ReleasedGate[];
}

const EMPTY: GateState = {
  format: 'yingbao-gates/1',
  accepted: {},
  past: {},
  findings: [],
  held: [],
  released: [],
};

export function readGateState(layout: Layout): GateState {
  const path = gatePath(layout);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as GateState) : EMPTY;
}

export function writeGateState(layout: Layout, state: GateState): void {
  replaceFile(gatePath(layout), `${JSON.stringify(state)}\n`);
}

function gatePath(layout: Layout): string {
  return join(layout.state, 'gates.json');
}

/** True where a person has released this verdict for this input. */
export function isReleased(state: GateState, verdict: GateVerdict, key: string): boolean {
  return state.released.some(
    (one) =>
      one.gate === verdict.gate &&
      one.registry === verdict.registry &&
      one.key === key &&
      one.number === verdict.number,
  );
}
