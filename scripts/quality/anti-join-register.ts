import type { Benefit, Found, World } from './anti-join-world.js';
import { cell, idOf, type RowOfExport } from './export-tables.js';

/** What the rules of the household register look at, number by number. */
export interface RegisterDesk extends World {
  /** Active benefits by number, 低保边缘 left out. */
  readonly roll: ReadonlyMap<string, Benefit>;
  readonly isMissed: (id: string) => boolean;
}

/** Rows of the register by household number. */
function registerHomes({ tables }: World): readonly (readonly RowOfExport[])[] {
  const homes = new Map<string, RowOfExport[]>();
  for (const row of tables('户籍人口').filter((one) => cell(one, '迁出时间') === ''))
    homes.set(cell(row, '户号'), [...(homes.get(cell(row, '户号')) ?? []), row]);
  return [...homes.values()];
}

const COUPLES = ['户主配偶', '配偶户主', '父亲母亲', '母亲父亲'];

/** M11: a spouse, a minor child or the parent of a minor beside somebody on the roll, who is on no list. */
export function notListed(at: RegisterDesk): readonly Found[] {
  const listed = new Set(at.active.map(({ row }) => idOf(row)));
  const minor = (row: RowOfExport): boolean =>
    Number(at.asOf.replaceAll('-', '')) - Number(idOf(row).slice(6, 14)) < 180_000;
  const isChild = (parent: RowOfExport, child: RowOfExport): boolean =>
    [cell(child, '父亲证件号'), cell(child, '母亲证件号')].includes(idOf(parent));
  const belongs = (recipient: RowOfExport, row: RowOfExport): boolean =>
    COUPLES.includes(cell(recipient, '与户主关系') + cell(row, '与户主关系')) ||
    (isChild(recipient, row) && minor(row)) ||
    (isChild(row, recipient) && minor(recipient));
  return registerHomes(at)
    .flatMap((rows) => {
      const recipients = rows.filter((row) => at.roll.get(idOf(row))?.home.startsWith('DB') === true);
      return rows.filter(
        (row) =>
          !listed.has(idOf(row)) && !at.dead.has(idOf(row)) && recipients.some((one) => belongs(one, row)),
      );
    })
    .map((row) => ({ rule: 'M11', rows: [row] }));
}

/** M12: somebody old who stands alone in the register and draws no pension of an employee. */
export function alone(at: RegisterDesk): readonly Found[] {
  const drawing = new Set(
    at
      .tables('养老待遇')
      .filter((row) => !cell(row, '险种').includes('居民'))
      .map(idOf),
  );
  const old = (id: string): boolean =>
    Number(at.asOf.replaceAll('-', '')) - Number(id.slice(6, 14)) >= 700_000;
  return registerHomes(at)
    .flatMap((rows) => (rows.length === 1 ? rows : []))
    .filter((row) => old(idOf(row)) && at.isMissed(idOf(row)) && !drawing.has(idOf(row)))
    .map((row) => ({ rule: 'M12', rows: [row] }));
}
