import { ageOn, shiftDay } from '../calendar.js';
import type { Absence, Registration } from '../world/departments.js';
import { countyOf, type Facts } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { isActive, latestCertificates } from './activity.js';
import { groupBy, type RollBook } from './roll-book.js';

export const REGISTER_RULES = ['M09', 'M11', 'M12', 'M15', 'W15'] as const;

export interface RegisterFinding {
  readonly rule: (typeof REGISTER_RULES)[number];
  readonly person: Person;
  readonly detail: string;
}

/** What the household register shows beside the roll, of those households that the police returned. */
export function registerFindings(book: RollBook): readonly RegisterFinding[] {
  const { hukou } = book.facts.departments;
  const present = hukou.filter(({ movedOut, person }) => (movedOut === null || movedOut > book.facts.asOf) && person.death === null);
  const homes = groupBy(present, ({ householdNo }) => householdNo);
  return [...unattended(book), ...notListed(book, homes), ...oldAndAlone(book, homes), ...lostWork(book, homes), ...movedAway(book), ...finding('W15', silentPeople(book).filter(({ death }) => death === null))];
}

type Homes = ReadonlyMap<string, readonly Registration[]>;

function finding(rule: RegisterFinding['rule'], people: Iterable<Person>): readonly RegisterFinding[] {
  return [...new Set(people)].map((person) => ({ rule, person, detail: '' }));
}

/** Both parents dead, disabled, in custody for six months, or gone for as long; a child's own scheme or tekun answers. */
function unattended({ facts, recordsOf }: RollBook): readonly RegisterFinding[] {
  const unable = unableParents(facts);
  const answered = (person: Person): boolean =>
    recordsOf(person).some((one) => ['orphan', 'defacto_orphan', 'tekun'].includes(one.scheme) && isActive(one, facts.asOf));
  return finding(
    'M09',
    facts.departments.hukou
      .filter(({ father, mother }) => father !== null && mother !== null && unable.has(father) && unable.has(mother))
      .map(({ person }) => person)
      .filter((person) => person.death === null && ageOn(person.birth, facts.asOf) < 18 && !answered(person)),
  );
}

function unableParents(facts: Facts): ReadonlySet<Person> {
  const { prison, missing_person: missing } = facts.departments;
  const { asOf } = facts;
  const latest = latestCertificates(facts);
  const lasts = ({ to }: Absence): boolean => to === null || to > asOf;
  const disabled = facts.certificates.filter(
    ({ type, level, status, expiry }) => status === 'valid' && expiry >= asOf && (level < '3' || type === '5' || type === '6'),
  );
  return new Set([
    ...facts.deaths.map(({ person }) => person),
    ...disabled.filter((one) => latest.get(one.person) === one).map(({ person }) => person),
    ...prison.filter((one) => lasts(one) && (one.to === null || one.to >= shiftDay(one.from, 6))).map(({ person }) => person),
    ...missing.filter((one) => lasts(one) && one.from <= shiftDay(asOf, -6)).map(({ person }) => person),
  ]);
}

type Kin = 'spouse' | 'child' | 'parent' | null;

const MARRIED: ReadonlySet<string> = new Set(['户主-配偶', '配偶-户主', '父亲-母亲', '母亲-父亲']);

/** What another one of the household is to somebody. */
function kinOf(me: Registration, other: Registration): Kin {
  if (MARRIED.has(`${me.relation}-${other.relation}`)) return 'spouse';
  const isChild = (of: Registration, child: Registration): boolean =>
    child.father === of.person || child.mother === of.person || ((of.relation === '父亲' || of.relation === '母亲') && child.relation === '户主');
  if (isChild(me, other)) return 'child';
  return isChild(other, me) ? 'parent' : null;
}

/**
 * Husband or wife, minor child, parent of a minor, or severely disabled parent or child of somebody on dibao in one
 * household, without a record of their own, and neither in custody nor missing.
 */
function notListed({ facts, recordsOf }: RollBook, homes: Homes): readonly RegisterFinding[] {
  const latest = latestCertificates(facts);
  const { prison, missing_person: missing } = facts.departments;
  const away = new Set([...prison, ...missing].filter(({ from, to }) => from <= facts.asOf && (to === null || to > facts.asOf)).map(({ person }) => person));
  const active = (person: Person): readonly string[] =>
    recordsOf(person).filter((one) => isActive(one, facts.asOf)).map(({ scheme }) => scheme);
  const minor = ({ person }: Registration): boolean => ageOn(person.birth, facts.asOf) < 18;
  const severe = ({ person }: Registration): boolean => {
    const certificate = latest.get(person);
    return certificate?.status === 'valid' && certificate.expiry >= facts.asOf && certificate.level < '3';
  };
  const depends = (recipient: Registration, other: Registration): boolean => {
    const kin = kinOf(recipient, other);
    return kin === 'spouse' || (kin === 'child' && minor(other)) || (kin === 'parent' && minor(recipient)) || (kin !== null && severe(other));
  };
  return finding(
    'M11',
    [...homes.values()].flatMap((rows) => {
      const recipients = rows.filter(({ person }) => active(person).includes('dibao'));
      const unlisted = rows.filter(({ person }) => active(person).length === 0 && !away.has(person));
      return unlisted.filter((row) => recipients.some((one) => depends(one, row))).map(({ person }) => person);
    }),
  );
}

/** Seventy or older, the only living person of the registered household, no pension of an employee. */
function oldAndAlone({ facts, missed }: RollBook, homes: Homes): readonly RegisterFinding[] {
  const drawing = new Set(facts.departments.pension.filter(({ type }) => !type.includes('居民')).map(({ person }) => person));
  const alone = [...homes.values()].flatMap((rows) => (rows.length === 1 ? rows : []));
  return finding(
    'M12',
    alone.map(({ person }) => person).filter((person) => ageOn(person.birth, facts.asOf) >= 70 && missed(person) && !drawing.has(person)),
  );
}

/** Unemployment benefit that ended in the last three months, or an employer's insurance three to twelve months ago. */
function lostWork({ facts, missed }: RollBook, homes: Homes): readonly RegisterFinding[] {
  const { asOf, departments } = facts;
  const working = new Set(facts.insurances.filter(({ kind, status }) => kind === 'employee' && status === 'normal').map(({ person }) => person));
  const ended = [...groupBy(departments.unemployment, ({ person }) => person)]
    .filter(([, list]) => list.every(({ to }) => `${to}-01` <= asOf) && list.some(({ to }) => `${to}-01` > shiftDay(asOf, -3)))
    .map(([person]) => person);
  const stopped = facts.insurances
    .filter(({ kind, until, person }) => kind === 'employee' && until !== null && !working.has(person))
    .filter(({ until }) => until !== null && until <= shiftDay(asOf, -3) && until > shiftDay(asOf, -12))
    .map(({ person }) => person);
  const lost = new Set([...ended, ...stopped].filter(missed));
  const depends = ({ birth }: Person): boolean => ageOn(birth, asOf) < 16 || ageOn(birth, asOf) >= 70;
  return finding(
    'M15',
    [...homes.values()].flatMap((rows) => {
      const people = rows.map(({ person }) => person);
      return people.filter((person) => lost.has(person) && people.some((other) => other !== person && depends(other)));
    }),
  );
}

/** Registered elsewhere for a month, since the benefit began, and nowhere here. */
function movedAway({ facts, coverOf }: RollBook): readonly RegisterFinding[] {
  const limit = shiftDay(facts.asOf, -1);
  const rows = groupBy(facts.departments.hukou, ({ person }) => person);
  return finding(
    'W15',
    [...rows]
      .filter(([person, list]) =>
        list.every(({ movedOut, movedTo }) => {
          const away = movedOut !== null && movedOut <= limit && !movedTo.startsWith(countyOf(person));
          return away && coverOf(person).some(({ startMonth }) => movedOut >= `${startMonth}-01`);
        }),
      )
      .map(([person]) => person),
  );
}

/**
 * Covered for a year, and for a year no bill, no petition and no insurance in force speak of the person. Of the dead whose
 * benefit goes on it is as true, and nothing that another rule does not say better.
 */
function silentPeople({ facts, coverOf }: RollBook): readonly Person[] {
  const after = shiftDay(facts.asOf, -12);
  const heard = new Set([
    ...facts.insurances.filter(({ status }) => status === 'normal').map(({ person }) => person),
    ...facts.settlements.filter(({ day }) => day > after).map(({ person }) => person),
    ...facts.petitions.filter(({ day }) => day > after).flatMap(({ person, subject }) => (subject === null ? [person] : [person, subject])),
  ]);
  const onRoll = new Set(facts.coverages.map(({ person }) => person));
  return [...onRoll].filter((person) => !heard.has(person) && coverOf(person).some(({ startMonth }) => `${startMonth}-01` <= after));
}

export function silentDead(book: RollBook): readonly RegisterFinding[] {
  return finding('W15', silentPeople(book).filter(({ death }) => death !== null));
}
