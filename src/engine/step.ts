import type { Engine } from './engine.js';

/**
 * One step of the plan: a name, what it is for, and either one SQL statement or a TypeScript function.
 * SQL steps print in `--dry-run` exactly as they will run. A step reads files or tables that earlier steps made.
 */
export type Step = Place &
  (
    | { readonly kind: 'sql'; readonly name: string; readonly purpose: string; readonly sql: string }
    | {
        readonly kind: 'code';
        readonly name: string;
        readonly purpose: string;
        readonly run: (engine: Engine) => Promise<void>;
        /** The SQL it will run, where that is known before. */
        readonly preview?: string;
      }
  );

interface Place {
  /** Runs on a second connection while the steps behind it go on; steps aside keep their order among themselves. */
  readonly aside?: boolean;
  /** Waits until all that runs aside is done. */
  readonly meets?: boolean;
}

export function sqlStep(name: string, purpose: string, sql: string): Step {
  return { kind: 'sql', name, purpose, sql };
}

export function codeStep(
  name: string,
  purpose: string,
  run: (engine: Engine) => Promise<void>,
  preview?: string,
): Step {
  return { kind: 'code', name, purpose, run, ...(preview === undefined ? {} : { preview }) };
}

/** The step, to run aside: it reads what stands before it in the list, and nothing behind it reads it before a meeting. */
export function aside(step: Step): Step {
  return { ...step, aside: true };
}

/** The step, to run once all is done that runs aside. */
export function meeting(step: Step): Step {
  return { ...step, meets: true };
}

/**
 * Runs steps in order, some of them aside; `onStep` hears each before it starts or queues. When steps fail, nothing
 * goes on behind them, and the error of the first in the list is thrown.
 */
export async function runSteps(
  engine: Engine,
  steps: readonly Step[],
  onStep: (step: Step, index: number) => void = () => undefined,
): Promise<void> {
  const second = steps.some((step) => step.aside === true) ? await engine.beside() : engine;
  const lane = new SideLane(second);
  try {
    for (const [index, step] of steps.entries()) {
      if (step.meets === true) await lane.meet();
      lane.throwFailure();
      onStep(step, index);
      if (step.aside === true && second !== engine) lane.add(step);
      else await runStep(engine, step);
    }
  } finally {
    // What runs aside stands before this point in the list, so its error goes first.
    await lane.meet();
  }
}

async function runStep(engine: Engine, step: Step): Promise<void> {
  if (step.kind === 'sql') await engine.run(step.sql);
  else await step.run(engine);
}

class SideLane {
  private work: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;

  constructor(private readonly engine: Engine) {}

  add(step: Step): void {
    this.work = this.work.then(async () => {
      if (this.failure !== null) return;
      try {
        await runStep(this.engine, step);
      } catch (error) {
        this.failure = { error };
      }
    });
  }

  async meet(): Promise<void> {
    await this.work;
    this.throwFailure();
  }

  throwFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
