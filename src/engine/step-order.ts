import type { Step } from './step.js';

/** What a step does to the tables and files of its list, as far as its SQL says. */
interface Effect {
  readonly sql: string;
  /** All names in it, and those in the views that it names. */
  readonly words: ReadonlySet<string>;
  /** The table, view or macro that it makes or changes. */
  readonly table?: string;
  /** The file that it writes, as the SQL quotes it. */
  readonly file?: string;
  /** Adds rows only: two such steps on one table do not wait for each other. */
  readonly adds?: boolean;
  readonly isView?: boolean;
}

const NAME = /[\p{L}\p{N}_]+/gu;
const CHANGES =
  /^\s*(?:(?:CREATE|DROP)\s+(?:OR\s+REPLACE\s+)?(?:TABLE|MACRO|(VIEW))|(INSERT)\s+INTO|DELETE\s+FROM|UPDATE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"?([\p{L}\p{N}_]+)/u;
const COPIES = /^\s*COPY\s[^]*\sTO\s+'((?:[^']|'')+)'\s*\([^)]*\)\s*$/;
const READS = /^\s*(?:SELECT|WITH|FROM)\b/;

/**
 * For every step the places of the earlier steps that it has to wait for: those that make or change what its SQL names,
 * and those that read what it changes. A name counts wherever it stands, in a text or an alias too: that can only make a
 * step wait without need. A step whose SQL is not known, or is none of the statements above, waits for all before it, and
 * all behind it wait for it. Steps that start once these are done give what they give one by one.
 */
export function waitsFor(steps: readonly Step[]): readonly ReadonlySet<number>[] {
  const before: (Effect | null)[] = [];
  const views = new Map<string, ReadonlySet<string>>();
  return steps.map((step) => {
    const effect = effectOf(step, views);
    if (effect?.isView === true && effect.table !== undefined) views.set(effect.table, effect.words);
    const waits = new Set<number>();
    for (const [place, earlier] of before.entries())
      if (earlier === null || effect === null || touches(earlier, effect) || touches(effect, earlier))
        waits.add(place);
    before.push(effect);
    return waits;
  });
}

/** Whether the one changes what the other reads or changes. */
function touches(one: Effect, other: Effect): boolean {
  if (one.file !== undefined) return other.sql.includes(one.file);
  if (one.table === undefined || !other.words.has(one.table)) return false;
  return one.table !== other.table || one.adds !== true || other.adds !== true;
}

function effectOf(step: Step, views: ReadonlyMap<string, ReadonlySet<string>>): Effect | null {
  const sql = step.kind === 'sql' ? step.sql : step.preview;
  if (sql === undefined) return null;
  const own = sql.match(NAME) ?? [];
  const read = { sql, words: new Set([...own, ...own.flatMap((word) => [...(views.get(word) ?? [])])]) };
  const [, view, insert, table] = CHANGES.exec(sql) ?? [];
  if (table !== undefined) return { ...read, table, isView: view !== undefined, adds: insert !== undefined };
  const [, file] = COPIES.exec(sql) ?? [];
  if (file !== undefined) return { ...read, file };
  return READS.test(sql) ? read : null;
}

/** Which step starts next, and whose error counts. */
export class StepOrder {
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
