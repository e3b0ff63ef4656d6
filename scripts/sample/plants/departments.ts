import type { County } from '../world/county.js';
import { payAllowances } from '../world/allowances.js';
import { enterIncomes } from '../world/budgets.js';
import { fillDepartments, payPensions } from '../world/department-background.js';
import type { Facts } from '../world/facts.js';
import { dateStoppedInsurance, register, registerHouseholds } from '../world/hukou.js';
import { createRandom, type Random } from '../random.js';
import { plantAccounts } from './accounts.js';
import { plantBudgets } from './budgets.js';
import { plantCustody } from './custody.js';
import { plantChildren, plantLostWork, planMoves, type Move } from './households.js';
import { plantIncomes } from './incomes.js';
import { plantPossessions } from './possessions.js';
import { plantRelief } from './relief.js';
import { openRollStage } from './roll.js';

/** The registries of other departments, after everything that the seven say; what those say stays as it is. */
export function plantDepartments(county: County, facts: Facts): void {
  const random = (label: string): ReturnType<typeof createRandom> => createRandom(county.request.seed, label);
  dateStoppedInsurance(facts, random('stopped insurance'));
  enterIncomes(facts, random('incomes'));
  const stage = openRollStage(county, facts, facts.departments);
  plantChildren(stage);
  plantLostWork(stage);
  const moves = planMoves(stage);
  plantPossessions(stage);
  plantIncomes(stage);
  plantCustody(stage);
  plantRelief(stage);
  plantAccounts(stage);
  plantBudgets(stage);
  fillDepartments(stage, county.people);
  registerHouseholds(county, facts, random('hukou'));
  moveAway(facts, moves);
  payPensions(stage);
  payAllowances(facts, random('allowances'));
  printOldLevels(facts, random('printed levels'));
}

/** Some cards of lighter levels bear the level of an earlier assessment in their number. */
function printOldLevels(facts: Facts, random: Random): void {
  for (const one of facts.certificates) {
    if (one.level > '2' && one.type < '5' && random.chance(0.02)) one.printed = one.type + (one.level === '3' ? '4' : '3');
  }
}

function moveAway({ departments: { hukou } }: Facts, moves: readonly Move[]): void {
  for (const { person, day, to, back } of moves) {
    const row = hukou.find((one) => one.person === person);
    if (row !== undefined) Object.assign(row, { movedOut: day, movedTo: to });
    if (back === true) hukou.push(register(person));
  }
}
