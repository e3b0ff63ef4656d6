import { CLEARING_OUTCOMES, isOneOf, type RecordedOutcome } from '../model/outcome.js';
import { groupedBy } from './finding-state.js';
import type { LedgerLine, ReviewLine } from './ledger.js';
import { addDays } from './outcome-rows.js';

/**
 * Ways to answer that hardly come from visits (reliability S8): too many in an hour, several in one minute, all the same
 * outcome, one note for all, all seen in the same way; and too many approvals in an hour. They are reported, never held
 * against the findings.
 */
export const REVIEW_PATTERNS = [
  'fast',
  'same_minute',
  'all_alike',
  'same_note',
  'same_evidence',
  'fast_approvals',
] as const;
export type ReviewPattern = (typeof REVIEW_PATTERNS)[number];

/** A pattern in the answers of one person: `count` answers of `of` show it, from the first visit looked at to the last. */
export interface Review {
  readonly who: string;
  readonly pattern: ReviewPattern;
  readonly count: number;
  readonly of: number;
  readonly from: string;
  readonly to: string;
}

export interface ReviewLimits {
  /** Answers an hour that are still believed. */
  readonly perHour: number;
  /** Answers from which it matters that all are alike. */
  readonly alike: number;
}

/** A month back from somebody's last visit: a list that is brought in pieces is looked at as one. */
const DAYS_LOOKED_AT = 31;
/** Answers that nobody gives in one minute at several doors. */
const SAME_MINUTE = 5;
/** Where lists give the day only, an hour's limit counts for a day of so many hours. */
const HOURS_A_DAY = 8;

/** The patterns in the answers of these people, by id and pattern. Only answers that decide something are looked at. */
export function reviewAnswers(
  outcomes: readonly RecordedOutcome[],
  workers: readonly string[],
  limits: ReviewLimits,
): readonly Review[] {
  const answers = groupedBy(lastAnswers(outcomes), ({ who }) => who);
  return [...workers].sort().flatMap((who) => reviewsOf(who, answers.get(who) ?? [], limits));
}

/** The approvals of one person in the hour that ends with the last; null while they are few enough to have been looked at. */
export function reviewApprovals(
  ledger: readonly LedgerLine[],
  who: string,
  { perHour }: Pick<ReviewLimits, 'perHour'>,
): Review | null {
  const approved = ledger.flatMap((line) =>
    line.type === 'approval' && line.who === who ? [[line.finding_id, Date.parse(line.when)] as const] : [],
  );
  const times = [...new Map(approved).values()].sort((a, b) => a - b);
  const last = times.at(-1) ?? 0;
  const within = (milliseconds: number): readonly number[] =>
    times.filter((time) => time > last - milliseconds);
  const hour = within(3_600_000);
  if (hour.length <= perHour) return null;
  const dayOfTime = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return {
    who,
    pattern: 'fast_approvals',
    count: hour.length,
    of: within(DAYS_LOOKED_AT * 86_400_000).length,
    from: dayOfTime(hour[0] ?? last),
    to: dayOfTime(last),
  };
}

type Answer = RecordedOutcome & { readonly visited: string };

/** Corrections count once, as they stand. */
function lastAnswers(outcomes: readonly RecordedOutcome[]): readonly Answer[] {
  const last = new Map<string, Answer>();
  for (const { visited, ...outcome } of outcomes) {
    if (visited === null || !decides(outcome.outcome)) continue;
    last.set([outcome.findingId, outcome.evidence, outcome.who, visited].join('|'), { ...outcome, visited });
  }
  return [...last.values()];
}

function decides(outcome: RecordedOutcome['outcome']): boolean {
  return outcome === 'confirmed' || outcome === 'unverifiable' || isOneOf(CLEARING_OUTCOMES, outcome);
}

function reviewsOf(who: string, all: readonly Answer[], { perHour, alike }: ReviewLimits): readonly Review[] {
  const days = all.map(({ visited }) => visited).sort();
  const since = addDays(days.at(-1) ?? '1970-01-01', -DAYS_LOOKED_AT);
  const answers = all.filter(({ visited }) => visited > since);
  const noted = answers.filter(({ note }) => note !== null);
  const most = (keyOf: (answer: Answer) => string | null, of: readonly Answer[] = answers): number =>
    largestGroup(of, keyOf);
  const found: readonly (readonly [ReviewPattern, number, number])[] = [
    ['fast', mostInAnHour(answers), perHour + 1],
    [
      'fast',
      Math.ceil(most(({ visited, time }) => (time === null ? visited : null)) / HOURS_A_DAY),
      perHour + 1,
    ],
    ['same_minute', most(({ visited, time }) => (time === null ? null : `${visited} ${time}`)), SAME_MINUTE],
    [
      'all_alike',
      whole(
        most(({ outcome }) => outcome),
        answers,
      ),
      alike,
    ],
    ['same_note', most(({ note }) => note, noted), alike],
    [
      'same_evidence',
      whole(
        most(({ seen }) => seen.join(' ')),
        answers,
      ),
      alike,
    ],
  ];
  return REVIEW_PATTERNS.flatMap((pattern) => {
    const counts = found.flatMap(([name, count, from]) => (name === pattern && count >= from ? [count] : []));
    if (counts.length === 0) return [];
    const from = answers.map(({ visited }) => visited).sort()[0] ?? since;
    return [{ who, pattern, count: Math.max(...counts), of: answers.length, from, to: days.at(-1) ?? since }];
  });
}

/** The size of the largest group; answers without a key are in none. */
function largestGroup(answers: readonly Answer[], keyOf: (answer: Answer) => string | null): number {
  const groups = groupedBy(
    answers.filter((answer) => keyOf(answer) !== null),
    (answer) => keyOf(answer) ?? '',
  );
  return Math.max(0, ...[...groups.values()].map(({ length }) => length));
}

/** The size of a group that is everybody, else 0. */
function whole(largest: number, answers: readonly Answer[]): number {
  return largest === answers.length ? largest : 0;
}

/** The most answers of one day within sixty minutes, among those that say the time. */
function mostInAnHour(answers: readonly Answer[]): number {
  const timed = answers
    .flatMap(({ visited, time }) => (time === null ? [] : [minuteOf(visited, time)]))
    .sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, minute] of timed.entries()) {
    while (minute - (timed[first] ?? minute) >= 60) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function minuteOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00Z`) / 60_000;
}

/** The reviews as lines of the ledger; what it says already is left out. */
export function newReviewLines(
  reviews: readonly Review[],
  ledger: readonly LedgerLine[],
  when: string,
): readonly ReviewLine[] {
  const keyOf = ({
    who,
    pattern,
    count,
    of,
    from,
    to,
  }: Omit<Review, 'pattern'> & { pattern: string }): string => [who, pattern, count, of, from, to].join('|');
  const known = new Set(ledger.flatMap((line) => (line.type === 'review' ? [keyOf(line)] : [])));
  return reviews.flatMap((review) => (known.has(keyOf(review)) ? [] : [{ type: 'review', ...review, when }]));
}
