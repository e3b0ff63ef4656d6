import { addDays, addMonths, ageOn, shiftDay } from '../calendar.js';
import { issueCertificate } from '../world/certificates.js';
import { reportDeath } from '../world/deaths.js';
import { parentsOf } from '../world/hukou.js';
import { headOf, type Person } from '../world/people.js';
import { isAdult, type RollStage } from './roll.js';

type Fate = 'well' | 'dead' | 'in-prison' | 'short-sentence' | 'missing' | 'missing-lately' | 'mental-4' | 'mental-expired';

/** M09: what became of the parents of a child. The dead must be nobody of whom another list says anything. */
export function plantChildren(stage: RollStage): void {
  const { facts, asOf } = stage;
  const known = new Set([...facts.certificates, ...facts.petitions, ...facts.settlements, ...facts.coverages].map(({ person }) => person));
  for (const { subject } of facts.petitions) if (subject !== null) known.add(subject);
  const isQuiet = (person: Person | null): person is Person => person !== null && person.death === null && !known.has(person);
  const fits = (ages: readonly [number, number]) => (child: Person): boolean => {
    const age = ageOn(child.birth, asOf);
    const { father, mother } = parentsOf(child);
    return age >= ages[0] && age <= ages[1] && isQuiet(father) && isQuiet(mother);
  };
  const orphan = (least: number, situation: string, fates: readonly [Fate, Fate], ages: readonly [number, number] = [0, 17]): void =>
    stage.repeat(least, () => {
      const child = situation.endsWith('covered') ? stage.castCovered(situation, (one, { scheme }) => scheme.endsWith('orphan') && fits(ages)(one)) : stage.castOther(situation, fits(ages));
      if (child === null) return;
      const { father, mother } = parentsOf(child);
      for (const [index, parent] of [father, mother].entries()) if (parent !== null) befall(stage, parent, fates[index] ?? 'well');
    });
  orphan(3, 'm09-orphan', ['dead', 'dead']);
  orphan(3, 'm09-dead-and-prison', ['dead', 'in-prison']);
  orphan(3, 'm09-missing-and-mental', ['missing', 'mental-4']);
  orphan(3, 'm09-prison-and-missing', ['in-prison', 'missing']);
  orphan(3, 'm09-not-one-parent-well', ['dead', 'well']);
  orphan(3, 'm09-not-short-sentence', ['in-prison', 'short-sentence']);
  orphan(3, 'm09-not-missing-lately', ['missing-lately', 'mental-4']);
  orphan(2, 'm09-not-expired', ['missing', 'mental-expired']);
  orphan(2, 'm09-not-grown', ['missing', 'in-prison'], [18, 21]);
  orphan(3, 'm09-not-covered', ['missing', 'in-prison']);
}

function befall({ facts, departments, asOf, random }: RollStage, person: Person, fate: Fate): void {
  switch (fate) {
    case 'well':
      return;
    case 'dead':
      reportDeath(facts, person, addDays(asOf, -random.between(30, 700)), random);
      for (const one of facts.insurances) if (one.person === person) one.status = 'ended';
      return;
    case 'in-prison':
      departments.prison.push({ person, from: shiftDay(asOf, -random.between(1, 9)), to: shiftDay(asOf, random.between(12, 30)) });
      return;
    case 'short-sentence':
      departments.prison.push({ person, from: shiftDay(asOf, -1), to: shiftDay(asOf, 2) });
      return;
    case 'missing':
      departments.missing_person.push({ person, from: shiftDay(asOf, -random.between(7, 40)), to: null });
      return;
    case 'missing-lately':
      departments.missing_person.push({ person, from: shiftDay(asOf, -3), to: null });
      return;
    case 'mental-4':
      issueCertificate(facts, person, { type: '6', level: '4', issued: shiftDay(asOf, -30) }, random);
      return;
    case 'mental-expired':
      issueCertificate(facts, person, { type: '6', level: '4', issued: shiftDay(asOf, -121) }, random);
  }
}

/** M15: work lost beside children and old people, or by somebody without. */
export function plantLostWork(stage: RollStage): void {
  const { departments, asOf, month } = stage;
  const lose = (least: number, situation: string, stop: string, depends: boolean): void =>
    stage.repeat(least, () => {
      const person = stage.castOther(situation, (one) => {
        const age = ageOn(one.birth, asOf);
        return age >= 22 && age < 60 && one.household.members.some((other) => other !== one && other.death === null && isDependent(other, asOf)) === depends;
      });
      if (person !== null) departments.unemployment.push({ person, from: addMonths(stop, -10), to: stop });
    });
  lose(6, 'm15-benefit-ended', month, true);
  lose(4, 'm15-two-months-ago', addMonths(month, -2), true);
  lose(4, 'm15-not-long-ago', addMonths(month, -3), true);
  lose(4, 'm15-not-still-paid', addMonths(month, 2), true);
  lose(4, 'm15-not-alone', month, false);
}

export function isDependent({ birth }: Person, asOf: string): boolean {
  const age = ageOn(birth, asOf);
  return age < 16 || age >= 70;
}

export interface Move {
  readonly person: Person;
  readonly day: string;
  readonly to: string;
  /** Registered again since. */
  readonly back?: boolean;
}

/** W15: covered people whose registration moved away, inside the county, lately, or before they were covered. */
export function planMoves(stage: RollStage): readonly Move[] {
  const { asOf, month, facts } = stage;
  const moves: Move[] = [];
  const insured = new Set(facts.insurances.filter(({ status }) => status === 'normal').map(({ person }) => person));
  const move = (least: number, situation: string, of: Omit<Move, 'person'>, startedBy = addMonths(month, -20)): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (one, { startMonth }) => isAdult(asOf)(one) && startMonth <= startedBy && headOf(one.household) === one && insured.has(one));
      if (person !== null) moves.push({ person, ...of });
    });
  move(5, 'w15-moved-away', { day: shiftDay(asOf, -7), to: '北溪县东林镇' });
  move(3, 'w15-other-province', { day: addDays(shiftDay(asOf, -1), -3), to: '江西省赣东市' });
  move(4, 'w15-not-inside-county', { day: shiftDay(asOf, -7), to: '南屏县云岭镇' });
  move(3, 'w15-not-lately', { day: addDays(asOf, -20), to: '北溪县东林镇' });
  move(2, 'w15-not-came-back', { day: shiftDay(asOf, -9), to: '北溪县东林镇', back: true });
  return moves;
}
