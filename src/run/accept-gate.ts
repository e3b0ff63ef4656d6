import { loadProject } from '../config/project.js';
import { inFront, joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import type { Gate } from '../model/gate.js';
import { appendAudit } from './audit-trail.js';
import { readGateState, writeGateState, type HeldGate } from './gate-state.js';
import { projectLayout } from './layout.js';
import { takeLock } from './lock.js';
import { statedReason } from './reason.js';

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
 * the gate holds nothing, where the number is another one, or where there is no reason, and EngineError where a run holds the
 * project.
 */
export function acceptGate(request: AcceptRequest): HeldGate {
  const { folder } = loadProject(request.projectFolder);
  const layout = projectLayout(folder);
  const reason = statedReason(request.reason, 'E_GATE_REASON');
  const release = takeLock(layout.lock, request.now);
  try {
    const state = readGateState(layout);
    const matching = heldAsNamed(state.held, request);
    const [{ gate, registry, key, number, day }] = matching;
    const details = { gate, registry: registry ?? '', number, key, reason };
    appendAudit(layout, { action: 'accept', details }, request.now);
    writeGateState(layout, {
      ...state,
      held: state.held.filter((one) => !matching.includes(one)),
      released: [...state.released, { gate, registry, key, number, day }],
    });
    return matching[0];
  } finally {
    release();
  }
}

/** What the gate holds with the number that was named; several columns of one registry may have the same. */
function heldAsNamed(
  held: readonly HeldGate[],
  { gate, registry, expect }: AcceptRequest,
): readonly [HeldGate, ...HeldGate[]] {
  const candidates = held.filter(
    (one) => one.gate === gate && (registry === undefined || one.registry === registry),
  );
  const nothing = { zh: `闸门 ${gate} 没有拦下任何数据`, en: `gate ${gate} holds nothing` };
  if (candidates.length === 0) throw refusal('E_GATE_NOT_HELD', nothing, held);
  const notFound = {
    zh: `--expect ${expect} 与闸门 ${gate} 给出的数字不一致`,
    en: `--expect ${expect} is not what gate ${gate} found`,
  };
  const [first, ...others] = candidates.filter(({ number }) => number === expect);
  // Several registries need a name.
  if (first === undefined || others.some((one) => one.registry !== first.registry))
    throw refusal('E_GATE_EXPECT', notFound, candidates);
  return [first, ...others];
}

function refusal(code: string, said: Bilingual, held: readonly HeldGate[]): ConfigError {
  const list = held.map(({ gate, registry, number, zh, en }) =>
    inFront(`${gate} ${registry ?? ''} ${number}: `, { zh, en }),
  );
  const { zh, en } = joinBilingual([said, ...list]);
  return new ConfigError(en, {
    zh,
    code,
    hint: 'yingbao accept --gate G [--registry R] --expect N --reason "…", with the number that the gate named',
  });
}
