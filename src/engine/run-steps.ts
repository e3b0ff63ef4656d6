import type { Engine } from './engine.js';
import { StepOrder } from './step-order.js';
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

async function runStep(engine: Engine, step: Step): Promise<void> {
  if (step.kind === 'sql') await engine.run(step.sql);
  else await step.run(engine);
}
