import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptGate } from '../../src/run/accept-gate.js';
import { takeLock } from '../../src/run/lock.js';
import { covered, disabled, gateProject, people, type GateProject } from './gate-project.js';

/** What most tests go on from: a run that is published. */
let published: GateProject;
let project: GateProject;
let folder: string;
beforeAll(async () => {
  published = gateProject();
  take(published);
  published.configure(['assistance', 'disability']);
  deliver(300, 400);
  await run();
});
afterAll(() => published.remove());
beforeEach(() => {
  take(gateProject(published));
});
afterEach(() => project.remove());

function take(one: GateProject): void {
  project = one;
  folder = one.folder;
}

function deliver(onRoll: number, certified: number): void {
  project.deliver('assistance', covered(people(onRoll)));
  project.deliver('disability', disabled(people(certified)));
}

function run(): ReturnType<GateProject['run']> {
  return project.run();
}

function current(): string {
  return project.current();
}

function accept(changes: Partial<Parameters<typeof acceptGate>[0]> = {}): ReturnType<typeof acceptGate> {
  return acceptGate({
    projectFolder: folder,
    gate: 'D1',
    expect: 200,
    reason: '已核实无误',
    now: new Date('2026-11-01T00:00:00Z'),
    ...changes,
  });
}

describe('the gates of a run', () => {
  it('take the first run for the baseline, hold a collapse, and keep the last lists', async () => {
    const before = current();
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({
      class: 'gate',
      code: 'E_GATE_HELD',
      message: expect.stringContaining('D1 assistance') as string,
    });
    expect(current()).toBe(before);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
  });

  it('open by themselves when the right export comes', async () => {
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    deliver(301, 400);
    const { manifest } = await run();
    expect(manifest.registries.map(({ records }) => records)).toEqual([301, 400]);
  });

  it('are released once by a person, with a reason that is kept', async () => {
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    for (const gate of ['D1', 'D2', 'D3', 'D11'] as const) {
      const held = heldNumbers()[gate];
      if (held !== undefined) accept({ gate, expect: held });
    }
    const { manifest } = await run();
    expect(manifest.warnings.map(({ code }) => code)).toContain('W_GATE_RELEASED');
    expect(readFileSync(join(folder, '.yingbao', 'audit.jsonl'), 'utf8')).toContain('已核实');
    deliver(120, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
  });

  it('hold a file whose control total is another one', async () => {
    const before = current();
    writeFileSync(join(folder, 'exports', '救助.csv.ctl'), 'rows=299\n');
    await expect(run()).rejects.toMatchObject({
      code: 'E_GATE_HELD',
      message: expect.stringContaining('D9 assistance') as string,
    });
    expect(current()).toBe(before);
    writeFileSync(join(folder, 'exports', '救助.csv.ctl'), 'rows=300\n');
    await run();
    expect(current()).not.toBe(before);
  });

  it('remember nothing of a person', () => {
    const state = readFileSync(join(folder, '.yingbao', 'gates.json'), 'utf8');
    expect(state).not.toMatch(/350589|许文梅/);
  });
});

describe('acceptGate', () => {
  it.each([
    ['nothing is held', {}, 'E_GATE_NOT_HELD'],
    ['there is no reason', { reason: ' ' }, 'E_GATE_REASON'],
    ['a reason says nothing', { reason: '……. ok' }, 'E_GATE_REASON'],
  ])('refuses where %s', (_what, changes, code) => {
    expect(() => accept(changes)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('waits for a run that holds the project', async () => {
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    const release = takeLock(join(folder, '.yingbao', 'lock.json'), new Date());
    expect(() => accept({ expect: heldNumbers()['D1'] ?? 0 })).toThrow(
      expect.objectContaining({ code: 'E_LOCKED' }) as Error,
    );
    release();
    accept({ expect: heldNumbers()['D1'] ?? 0 });
    expect(heldNumbers()).not.toHaveProperty('D1');
    expect(existsSync(join(folder, '.yingbao', 'lock.json'))).toBe(false);
  });

  it('refuses another number than the one that was found', async () => {
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    expect(() => accept({ expect: 201 })).toThrow(
      expect.objectContaining({ code: 'E_GATE_EXPECT' }) as Error,
    );
  });
});

function heldNumbers(): Readonly<Record<string, number>> {
  const { held } = JSON.parse(readFileSync(join(folder, '.yingbao', 'gates.json'), 'utf8')) as {
    held: { gate: string; number: number }[];
  };
  return Object.fromEntries(held.map(({ gate, number }) => [gate, number]));
}
