import { addDays, shiftDay } from '../calendar.js';
import { isAdult, type RollStage } from './roll.js';

/** M08: temporary relief that comes again and again, once, too long ago, or beside cover. */
export function plantRelief(stage: RollStage): void {
  const { departments, asOf, random } = stage;
  const grants = (least: number, situation: string, days: readonly string[]): void =>
    stage.repeat(least, () => {
      const covered = situation.endsWith('covered');
      const person = covered ? stage.castCovered(situation, isAdult(asOf)) : stage.castOther(situation, isAdult(asOf));
      if (person === null) return;
      for (const day of days) departments.temporary_relief.push({ person, day, amount: random.between(8, 60) * 10_000 });
    });
  const before = shiftDay(asOf, -12);
  grants(8, 'm08-twice', [addDays(asOf, -40), addDays(asOf, -200)]);
  grants(4, 'm08-three-times', [asOf, addDays(asOf, -100), addDays(asOf, -340)]);
  grants(3, 'm08-first-day-of-window', [addDays(before, 1), addDays(asOf, -9)]);
  grants(5, 'm08-not-once', [addDays(asOf, -70)]);
  grants(3, 'm08-not-before-window', [before, addDays(asOf, -30)]);
  grants(3, 'm08-not-in-parts', [addDays(asOf, -66), addDays(asOf, -66)]);
  grants(4, 'm08-not-covered', [addDays(asOf, -50), addDays(asOf, -250)]);
}
