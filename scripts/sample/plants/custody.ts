import { addDays, addMonths, shiftDay } from '../calendar.js';
import type { Coverage } from '../world/facts.js';
import { isAdult, type RollStage } from './roll.js';

/** W05: who was in custody while covered, for how long, and who left in time. */
export function plantCustody(stage: RollStage): void {
  const { departments, asOf, month } = stage;
  const longCovered = ({ startMonth }: Coverage): boolean => startMonth <= addMonths(month, -14);
  const detain = (least: number, situation: string, from: string, to: string | null): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (one, cover) => isAdult(asOf)(one) && longCovered(cover));
      if (person !== null) departments.prison.push({ person, from, to });
    });
  detain(4, 'w05-since-half-a-year', shiftDay(asOf, -6), null);
  detain(3, 'w05-one-whole-month', addDays(shiftDay(asOf, -1), -9), null);
  detain(3, 'w05-released', shiftDay(asOf, -9), addDays(shiftDay(asOf, -3), 4));
  detain(3, 'w05-long-sentence', shiftDay(asOf, -11), shiftDay(asOf, 30));
  detain(3, 'w05-not-a-whole-month', addDays(asOf, -24), null);
  detain(3, 'w05-not-days-only', `${addMonths(month, -3)}-05`, `${addMonths(month, -3)}-20`);
  stage.repeat(3, () => {
    const person = stage.castCovered('w05-not-before-cover', (one, { startMonth }) => isAdult(asOf)(one) && startMonth <= addMonths(month, -2));
    if (person === null) return;
    const { startMonth } = stage.coverOf(person);
    departments.prison.push({ person, from: `${addMonths(startMonth, -14)}-12`, to: `${addMonths(startMonth, -1)}-20` });
  });
  stage.repeat(3, () => {
    const person = stage.castOther('w05-not-on-the-roll', isAdult(asOf));
    if (person !== null) departments.prison.push({ person, from: shiftDay(asOf, -20), to: null });
  });
}
