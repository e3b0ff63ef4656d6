import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { controlVerdict } from '../ingest/control-file.js';
import { driftVerdicts } from '../ingest/drift-gate.js';
import { findingVerdicts, type FindingNumbers } from '../ingest/gates/finding-gates.js';
import { profileSnapshot } from '../ingest/snapshot-profile.js';
import { inFront, joinBilingual } from '../model/bilingual.js';
import { GateError } from '../model/errors.js';
import type { GateVerdict, PastCount, RegistryProfile } from '../model/gate.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import { stageKey } from './code-version.js';
import type { RunContext } from './context.js';
import { isReleased, readGateState, writeGateState, type GateState, type HeldGate } from './gate-state.js';
import type { IngestResult } from './ingest-stage.js';
import type { FindingCount, RunManifest } from './manifest.js';
import { leaveOutHeld, type LeftOut } from './set-aside.js';

/** What the gates let through, for the manifest, and what to remember when the run is published. */
export interface GateResult {
  /** Registry → its profile. */
  readonly profiles: Readonly<Record<string, RegistryProfile>>;
  /** Noted, and held but released by a person. */
  readonly verdicts: readonly GateVerdict[];
  readonly warnings: RunManifest['warnings'];
  /** Registries that gates hold, with `--keep-going`. */
  readonly leftOut: readonly LeftOut[];
  /** Registries that this run does without, for whatever reason: they stay as they were accepted. */
  readonly setAside: readonly SetAside[];
}

const MOST_PAST = 60;
const SIDECARS = ['.ctl', '.ok'] as const;

/**
 * Stands between ingest and linking: compares every delivery with the last accepted one (D1–D5, D8–D11). Throws
 * GateError, and remembers what it held, where the input must not be believed; yesterday's lists stand then. A first
 * run is the baseline. `rememberRun` has to follow when the run is published.
 */
export async function gateStage(
  context: RunContext,
  engine: Engine,
  ingested: IngestResult,
): Promise<GateResult> {
  const state = readGateState(context.layout);
  const profiles: Record<string, RegistryProfile> = {};
  const found: HeldGate[] = [];
  const noted: GateVerdict[] = [];
  for (const snapshot of ingested.snapshots) {
    const profile = await profileOf(context, engine, {
      snapshot,
      state,
      key: ingested.keys[snapshot.registry] ?? '',
    });
    profiles[snapshot.registry] = profile;
    const verdicts = [
      ...driftVerdicts(profile, {
        before: state.accepted[snapshot.registry] ?? null,
        past: state.past[snapshot.registry] ?? [],
        today: ingested.asOf,
        hasHistory: Object.keys(state.accepted).length > 0,
      }),
      ...controlVerdicts(context, snapshot),
    ];
    for (const verdict of verdicts) {
      if (verdict.outcome === 'held' && !isReleased(state, verdict, profile.key))
        found.push({ ...verdict, key: profile.key, day: ingested.asOf });
      else noted.push(verdict);
    }
  }
  const leftOut = holdRegistries(context, state, found, ingested);
  const held = new Set(leftOut.map(({ registry }) => registry.registry));
  const verdicts = noted.filter(({ registry }) => registry === null || !held.has(registry));
  return {
    profiles: Object.fromEntries(Object.entries(profiles).filter(([registry]) => !held.has(registry))),
    verdicts,
    warnings: verdicts.map(warningOf),
    leftOut,
    setAside: [...ingested.leftOut, ...leftOut].map(({ registry }) => registry),
  };
}

/** Remembers what is held. Throws GateError, or with `--keep-going` leaves those registries out while others are left. */
function holdRegistries(
  context: RunContext,
  state: GateState,
  found: readonly HeldGate[],
  { snapshots }: IngestResult,
): readonly LeftOut[] {
  const held = snapshots.filter(({ registry }) => found.some((one) => one.registry === registry));
  rememberHeld(context, state, found, (one) => one.registry !== null);
  if (found.length === 0) return [];
  const error = heldError(found);
  if (context.options.keepGoing !== true || held.length === snapshots.length) throw error;
  return held.map(({ registry, kind }) => {
    const ofRegistry = found.filter((one) => one.registry === registry);
    return leaveOutHeld(context, { registry, kind }, ofRegistry, error);
  });
}

/**
 * The gates on findings (D6, D7), after they are counted and before the run is published. Throws GateError like
 * gateStage. `findings` are the counts of the manifest. Returns what was released, for its warnings.
 */
export function findingGates(
  context: RunContext,
  gated: GateResult,
  findings: readonly FindingCount[],
): RunManifest['warnings'] {
  const state = readGateState(context.layout);
  const key = inputKey(gated);
  const verdicts = findingVerdicts(findingNumbers(gated, findings, state), state.findings);
  const held = verdicts.filter((verdict) => !isReleased(state, verdict, key));
  const day = latestDay(gated);
  const found = held.map((verdict) => ({ ...verdict, key, day }));
  rememberHeld(context, state, found, ({ registry }) => registry === null);
  if (found.length > 0) throw heldError(found);
  return verdicts.map(warningOf);
}

/**
 * Makes a published run what the next one is compared with; releases are used up. A partial run leaves everything of
 * the registries that it did without as it was, and its findings, which are fewer, are no measure of the next.
 */
export function rememberRun(
  context: RunContext,
  gated: GateResult,
  findings: readonly FindingCount[],
  asOf: string,
): void {
  const state = readGateState(context.layout);
  const past = Object.fromEntries(
    Object.values(gated.profiles).map(({ registry, records }): [string, readonly PastCount[]] => {
      const before = (state.past[registry] ?? []).filter(({ day }) => day !== asOf);
      const restarted = gated.verdicts.some(
        (verdict) => verdict.registry === registry && verdict.outcome === 'held',
      );
      return [registry, [...(restarted ? [] : before), { day: asOf, records }].slice(-MOST_PAST)];
    }),
  );
  const partial = gated.setAside.length > 0;
  const numbers = { ...findingNumbers(gated, findings, state), day: asOf };
  const waits = ({ registry }: { readonly registry: string | null }): boolean =>
    gated.setAside.some((one) => one.registry === registry);
  writeGateState(context.layout, {
    format: state.format,
    accepted: { ...state.accepted, ...gated.profiles },
    past: { ...state.past, ...past },
    findings: partial
      ? state.findings
      : [...state.findings.filter(({ day }) => day !== asOf), numbers].slice(-MOST_PAST),
    held: state.held.filter(waits),
    released: state.released.filter(waits),
  });
}

/** An unchanged snapshot has the profile that was accepted. */
async function profileOf(
  context: RunContext,
  engine: Engine,
  one: { readonly snapshot: Snapshot; readonly state: GateState; readonly key: string },
): Promise<RegistryProfile> {
  const accepted = one.state.accepted[one.snapshot.registry];
  if (accepted?.key === one.key) return accepted;
  return profileSnapshot(engine, one.snapshot, { key: one.key, hmac: context.key });
}

/** A sidecar is compared where there is one. */
function controlVerdicts(context: RunContext, snapshot: Snapshot): readonly GateVerdict[] {
  const byFile = new Map<string, Snapshot['exports'][number][]>();
  for (const report of snapshot.exports) {
    const file = report.file.split('#')[0] ?? report.file;
    byFile.set(file, [...(byFile.get(file) ?? []), report]);
  }
  return [...byFile].flatMap(([file, reports]) => {
    const path = SIDECARS.map((ending) => join(context.project.folder, `${file}${ending}`)).find(existsSync);
    const text = path === undefined ? null : readFileSync(path, 'utf8');
    const verdict = controlVerdict(snapshot.registry, reports, { text, required: false });
    return verdict === null ? [] : [verdict];
  });
}

function rememberHeld(
  context: RunContext,
  state: GateState,
  held: readonly HeldGate[],
  isOurs: (held: HeldGate) => boolean,
): void {
  const others = state.held.filter((one) => !isOurs(one));
  if (held.length > 0 || others.length !== state.held.length)
    writeGateState(context.layout, { ...state, held: [...others, ...held] });
}

function heldError(held: readonly HeldGate[]): GateError {
  const { zh, en } = joinBilingual(
    held.map((one) => inFront(`${one.gate}${one.registry === null ? '' : ` ${one.registry}`}: `, one)),
  );
  const releases = held.map(
    ({ gate, registry, number }) =>
      `yingbao accept --gate ${gate}${registry === null ? '' : ` --registry ${registry}`} --expect ${number} --reason "…"`,
  );
  return new GateError(en, {
    zh: [zh, '确认无误后放行：', ...releases].join('\n'),
    code: 'E_GATE_HELD',
    hint: `have the input checked or sent again; if it is right: ${releases.join(' ; ')}`,
  });
}

/** The roll of a registry set aside is as large as it was when it was accepted. */
function findingNumbers(
  gated: GateResult,
  findings: readonly FindingCount[],
  { accepted }: GateState,
): FindingNumbers {
  const before = gated.setAside.flatMap(({ registry }) => accepted[registry] ?? []);
  const sum = (of: (count: FindingCount) => boolean): number =>
    findings.filter(of).reduce((total, count) => total + count.findings, 0);
  return {
    missed: sum(({ kind, status }) => kind === 'missed' && status !== 'resolved'),
    newWrong: sum(({ kind, status }) => kind === 'wrong' && status === 'new'),
    roll: [...Object.values(gated.profiles), ...before]
      .filter(({ kind }) => kind === 'assistance')
      .reduce((total, { records }) => total + records, 0),
  };
}

function inputKey({ profiles }: GateResult): string {
  return stageKey({ inputs: Object.values(profiles).map(({ registry, key }) => [registry, key]) });
}

function latestDay({ profiles }: GateResult): string {
  return (
    Object.values(profiles)
      .map(({ asOf }) => asOf)
      .sort()
      .at(-1) ?? ''
  );
}

function warningOf(verdict: GateVerdict): RunManifest['warnings'][number] {
  return {
    code: verdict.outcome === 'held' ? 'W_GATE_RELEASED' : 'W_GATE_NOTED',
    registry: verdict.registry ?? '',
    file: '',
    detail: `${verdict.gate}: ${verdict.en}`,
    detailZh: `${verdict.gate}：${verdict.zh}`,
  };
}
