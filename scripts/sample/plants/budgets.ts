import { dibaoHomes, state, type Home } from '../world/budgets.js';
import type { Coverage } from '../world/facts.js';
import type { RollStage } from './roll.js';

/** W17: benefits that the income does not explain, and those that only look odd. W22: notes in the name cell. */
export function plantBudgets(stage: RollStage): void {
  const { facts, random } = stage;
  const homes = new Map(dibaoHomes(facts).flatMap((home) => home.records.map((record) => [record, home] as const)));
  const enter = (least: number, situation: string, change: (home: Home, cover: Coverage) => void, test: (cover: Coverage) => boolean = () => true): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (_, cover) => cover.scheme === 'dibao' && homes.has(cover) && test(cover));
      const cover = person === null ? null : stage.coverOf(person);
      const home = cover === null ? undefined : homes.get(cover);
      if (cover !== null && home !== undefined) change(home, cover);
    });
  const income = ({ standard, benefit }: Home): number => standard - benefit;
  const withIncome = (by: () => number) => (home: Home): void =>
    state(home.records, { income: Math.max(0, income(home) + by()), supplement: 0 });
  enter(6, 'w17-income-rose', withIncome(() => random.between(40, 300) * 100));
  enter(4, 'w17-two-yuan', withIncome(() => 200));
  enter(4, 'w17-paid-too-little', (home) => state(home.records, { income: income(home) - Math.round(income(home) / 3), supplement: 0 }));
  enter(4, 'w17-not-one-yuan', withIncome(() => 100));
  enter(4, 'w17-not-rounding', withIncome(() => 40));
  enter(3, 'w17-not-supplement', (home) => {
    const supplement = Math.round(home.benefit / 2);
    state(home.records, { income: income(home) + supplement, supplement });
  });
  const alone = ({ coveredSize }: Coverage): boolean => coveredSize === 1;
  const raise = (share: number) => (home: Home, cover: Coverage): void => {
    const amount = Math.round((share * home.standard) / 100) * 100;
    for (const payment of facts.payments) if (payment.person === cover.person && payment.scheme === 'dibao') Object.assign(payment, { amount });
    Object.assign(cover, { amount, budget: undefined });
  };
  enter(3, 'w17-above-all', raise(1.7), alone);
  enter(3, 'w17-not-added-aid', raise(1.4), alone);
  plantNotes(stage);
}

function plantNotes(stage: RollStage): void {
  const note = (least: number, situation: string, texts: readonly string[]): void =>
    stage.repeat(least, (index) => {
      const person = stage.castCovered(situation, ({ name }) => !name.includes('·'));
      if (person !== null) stage.coverOf(person).note = texts[index % texts.length] ?? '';
    });
  note(5, 'w22-note', ['（迁出）', '(服刑)', '（已故）', '（失踪）', '(户口迁出)']);
  note(4, 'w22-not-state', ['（户主）', '（聋哑）', '(大)', '（联系人）']);
}
