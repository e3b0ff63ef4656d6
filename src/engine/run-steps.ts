import type { Engine } from './engine.js';
import { waitsFor } from './step-order.js';
import type { Step } from './step.js';

/** Hears of each step before it starts: how many started before it, whatever their place in the list. */
export type StepListener = (step: Step, started: number) => void;

/**
 * Runs steps two at a time, on two connections, each once the earlier steps that it has to wait for are done
 * (`step-order.ts`); the first of the list that can start goes first. One by one where one thread is all there may be.
 * When a step fails, those before it still run, and none behind it starts: the error is the one that running them one by
 * one would give. No step may make what is TEMP: the other connection would not see it.
 */
export async function runSteps(
  engine: Engine,
  steps: readonly Step[],
  onStep: StepListener = () => undefined,
): Promise<void> {
  const second = await engine.beside();
  const order = new StepOrder(steps);
  const lane = async (connection: Engine): Promise<void> => {
    for (;;) {
      const next = await order.next();
      if (next === null) return;
      onStep(next.step, next.started);
      await order.done(next.place, runStep(connection, next.step));
    }
  };
  await Promise.all((second === engine ? [engine] : [engine, second]).map(lane));
  if (order.failure !== null) throw order.failure.error;
}

/** Which step starts next, and whose error counts. */
class StepOrder {
  failure: { readonly place: number; readonly error: unknown } | null = null;
  private readonly waits: readonly Set<number>[];
  private readonly open: Set<number>;
  private started = 0;
  private woken: () => void = () => undefined;
  private change = this.nextChange();

  constructor(private readonly steps: readonly Step[]) {
    this.waits = waitsFor(steps).map((places) => new Set(places));
    this.open = new Set(steps.keys());
  }

  /** The first step that can start, as soon as there is one; null when none is left. */
  async next(): Promise<{
    readonly place: number;
    readonly step: Step;
    readonly started: number;
  } | null> {
    for (;;) {
      const end = this.failure?.place ?? this.waits.length;
      const left = [...this.open].filter((place) => place < end);
      const place = left.find((one) => this.waits[one]?.size === 0) ?? -1;
      const step = this.steps[place];
      if (step !== undefined) {
        this.open.delete(place);
        return { place, step, started: this.started++ };
      }
      if (left.length === 0) return null;
      await this.change;
    }
  }

  /** Waits for the step and tells the others; its error is kept. */
  async done(place: number, run: Promise<void>): Promise<void> {
    try {
      await run;
      for (const places of this.waits) places.delete(place);
    } catch (error) {
      if (this.failure === null || place < this.failure.place) this.failure = { place, error };
    }
    const { woken } = this;
    this.change = this.nextChange();
    woken();
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.woken = resolve;
    });
  }
}

async function runStep(engine: Engine, step: Step): Promise<void> {
  if (step.kind === 'sql') await engine.run(step.sql);
  else await step.run(engine);
}
