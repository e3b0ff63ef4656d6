import { loadProject } from '../config/project.js';
import { ConfigError } from '../model/errors.js';
import type { Gate } from '../model/gate.js';
import { appendAudit } from './audit-trail.js';
import { readGateState, writeGateState, type HeldGate } from './gate-state.js';
import { projectLayout } from './layout.js';

export interface AcceptRequest {
  readonly projectFolder: string;
  readonly gate: Gate;
  /** Needed where the gate holds more than one registry. */
  readonly registry?: string;
  /** The number that the gate named: whoever releases it has read it. */
  readonly expect: number;
  readonly reason: string;
  readonly now: Date;
}

/**
 * Releases one held gate for the input that it held, once, and writes that to the audit trail. Throws ConfigError where
 * the gate holds nothing, where the number is another one, or where there is no reason.
 */
export function acceptGate(request: AcceptRequest): HeldGate {
  const { folder } = loadProject(request.projectFolder);
  const layout = projectLayout(folder);
  const state = readGateState(layout);
  if (request.reason.trim() === '') throw refusal('E_GATE_REASON', 'a release needs a reason', []);
  const ofGate = state.held.filter(({ gate }) => gate === request.gate);
  const candidates = ofGate.filter(
    ({ registry }) => request.registry === undefined || registry === request.registry,
  );
  if (candidates.length === 0)
    throw refusal('E_GATE_NOT_HELD', `gate ${request.gate} holds nothing`, state.held);
  const matching = candidates.filter(({ number }) => number === request.expect);
  const [held] = matching;
  // Several columns may have the same number; several registries need a name.
  if (held === undefined || matching.some(({ registry }) => registry !== held.registry))
    throw refusal(
      'E_GATE_EXPECT',
      `--expect ${request.expect} is not what gate ${request.gate} found`,
      candidates,
    );
  const { gate, registry, key, number, day } = held;
  appendAudit(
    layout,
    {
      action: 'accept',
      details: { gate, registry: registry ?? '', number, key, reason: request.reason.trim() },
    },
    request.now,
  );
  writeGateState(layout, {
    ...state,
    held: state.held.filter((one) => !matching.includes(one)),
    released: [...state.released, { gate, registry, key, number, day }],
  });
  return held;
}

function refusal(code: string, message: string, held: readonly HeldGate[]): ConfigError {
  const list = held.map(({ gate, registry, number, en }) => `${gate} ${registry ?? ''} ${number}: ${en}`);
  return new ConfigError([message, ...list].join('\n'), {
    code,
    hint: 'yingbao accept --gate G [--registry R] --expect N --reason "…", with the number that the gate named',
  });
}
