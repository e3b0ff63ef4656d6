import { z } from 'zod';
import { InputError } from '../model/errors.js';

/** What a person may decide about a pair of records; `withdrawn` takes back whatever was decided before. */
export const JUDGEMENT_VERDICTS = ['same', 'different', 'unsure', 'withdrawn'] as const;
export type JudgementVerdict = (typeof JUDGEMENT_VERDICTS)[number];

const judgementSchema = z.strictObject({
  /** Record keys of the two (see record-key; never a line number: lines move). */
  left: z.string().min(1),
  right: z.string().min(1),
  /** Where the two stood when they were judged, for the reader of the file. */
  leftPlace: z.string().optional(),
  rightPlace: z.string().optional(),
  verdict: z.enum(JUDGEMENT_VERDICTS),
  by: z.string().min(1),
  /** When, ISO 8601 with its time zone. */
  at: z.iso.datetime({ offset: true }),
  note: z.string().optional(),
});

/** A person's recorded decision about a pair. A later one about the same pair takes the place of an earlier one. */
export type Judgement = z.infer<typeof judgementSchema>;

/** A judgement with its number in the file, from 1. */
export type NumberedJudgement = Judgement & { readonly no: number };

/** One line of the append-only file, with its end. */
export function judgementLine(judgement: Judgement): string {
  return `${JSON.stringify(judgementSchema.parse(judgement))}\n`;
}

/** Reads the append-only file: one JSON object a line, in the order in which they were made. Throws InputError. */
export function parseJudgements(text: string, shown: string): readonly NumberedJudgement[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [{ ...judgementSchema.parse(JSON.parse(line)), no: index + 1 }];
    } catch (error) {
      throw new InputError(`${shown}: line ${index + 1} is not a judgement`, {
        zh: `${shown}：第 ${index + 1} 行不是人工判定`,
        code: 'E_JUDGEMENT_LINE',
        hint: 'the file is written by the program; restore the line from a backup or take it out',
        file: shown,
        line: index + 1,
        cause: error,
      });
    }
  });
}

/** The judgement in force for each pair, in the order of its keys: the last in the file, whatever its date says. */
export function judgementsInForce<T extends Judgement>(judgements: readonly T[]): readonly T[] {
  const last = new Map<string, T>();
  for (const judgement of judgements) last.set(pairKey(judgement.left, judgement.right), judgement);
  return [...last]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, judgement]) => (judgement.verdict === 'withdrawn' ? [] : [judgement]));
}

/** A key for an unordered pair. */
function pairKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

/** Two records that judgements call the same and different at once; a person has to decide again. */
export interface Contradiction {
  readonly judgement: Judgement;
  /** Records by which `same` judgements lead from one to the other. */
  readonly path: readonly string[];
}

export interface JudgementClosure {
  /** Record → the first record (by key) of all that are judged the same; records nobody joined are left out. */
  readonly groups: ReadonlyMap<string, string>;
  readonly contradictions: readonly Contradiction[];
  /** What judgements say of a pair, also by way of others: same as a same; different from all that it is the same as. */
  readonly verdict: (a: string, b: string) => 'same' | 'different' | null;
}

/**
 * Follows judgements through: who is the same as the same is the same, and who is different from one is different from
 * all of its group. A contradiction decides nothing about the two groups' unity (`same` stands), and is reported.
 */
export function closeJudgements(judgements: readonly Judgement[]): JudgementClosure {
  const inForce = judgementsInForce(judgements);
  const same = inForce.filter(({ verdict }) => verdict === 'same');
  const groups = groupsOf(same);
  const groupOf = (key: string): string => groups.get(key) ?? key;
  const different = inForce.filter(({ verdict }) => verdict === 'different');
  const apart = new Set(different.map(({ left, right }) => pairKey(groupOf(left), groupOf(right))));
  return {
    groups,
    contradictions: different
      .filter(({ left, right }) => groupOf(left) === groupOf(right))
      .map((judgement) => ({ judgement, path: shortestPath(same, judgement.left, judgement.right) })),
    verdict: (a, b) => {
      const [left, right] = [groupOf(a), groupOf(b)];
      if (left === right) return 'same';
      return apart.has(pairKey(left, right)) ? 'different' : null;
    },
  };
}

function neighboursOf(same: readonly Judgement[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { left, right } of same) {
    neighbours.set(left, [...(neighbours.get(left) ?? []), right]);
    neighbours.set(right, [...(neighbours.get(right) ?? []), left]);
  }
  return neighbours;
}

function groupsOf(same: readonly Judgement[]): ReadonlyMap<string, string> {
  const neighbours = neighboursOf(same);
  const groups = new Map<string, string>();
  for (const start of [...neighbours.keys()].sort()) {
    if (groups.has(start)) continue;
    const open = [start];
    groups.set(start, start);
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      for (const next of neighbours.get(key) ?? []) {
        if (groups.has(next)) continue;
        groups.set(next, start);
        open.push(next);
      }
    }
  }
  return groups;
}

function shortestPath(same: readonly Judgement[], from: string, to: string): readonly string[] {
  const neighbours = neighboursOf(same);
  const cameFrom = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let key = queue.shift(); key !== undefined && key !== to; key = queue.shift()) {
    for (const next of [...(neighbours.get(key) ?? [])].sort()) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      queue.push(next);
    }
  }
  const path: string[] = [];
  for (let key: string | null | undefined = to; key !== null && key !== undefined; key = cameFrom.get(key))
    path.unshift(key);
  return path;
}
