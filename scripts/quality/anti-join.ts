import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { departments } from './anti-join-departments.js';
import type { Benefit, Found, World } from './anti-join-world.js';
import { cell, day, idOf, month, readTables, type RowOfExport } from './export-tables.js';

/**
 * What a spreadsheet would find: the same conditions over the same exports, joined on the number exactly as it stands.
 * It imports nothing of the program, so that its figures beside the program's show what linking is worth.
 */
export function writeAntiJoin(sampleFolder: string, asOf: string, folder: string): void {
  const tables = readTables(sampleFolder);
  const standard = readStandards(sampleFolder, asOf);
  const roll = [...tables('低保'), ...tables('特困'), ...tables('孤儿')].map(toBenefit);
  const active = roll.filter((one) => isActive(one, asOf.slice(0, 7)));
  const dead = new Map<string, string>();
  for (const row of [...tables('死亡'), ...tables('火化')]) dead.set(idOf(row), day(cell(row, '死亡日期')));
  const world: World = { tables, standard, active, dead, asOf, after: yearBefore(asOf) };
  const rules = [severe, burden, assistedClass, petitions, paidAfterDeath, twice, highBase];
  const found = [...rules.flatMap((rule) => rule(world)), ...departments(world, missed(world))];
  const findings = found.filter(({ rows }) => idOf(rows[0]) !== '');
  const lines = findings.map(({ rule, rows }) => {
    const sources = rows.map(({ registry, file, line }) => ({ registry, file, line }));
    return [rule, cell(rows[0], '姓名'), 'new', JSON.stringify(sources)]
      .map((value) => `"${value.replaceAll('"', '""')}"`)
      .join(',');
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'findings.csv'), ['rule_id,name,status,sources', ...lines, ''].join('\n'));
  const side = (name: string): string => `${name}_registry,${name}_file,${name}_line`;
  writeFileSync(join(folder, 'links.csv'), `${side('left')},${side('right')},class\n`);
}

function yearBefore(asOf: string): string {
  return `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`;
}

function readStandards(sampleFolder: string, asOf: string): number {
  const rows = parse(readFileSync(join(sampleFolder, 'standards.csv')), {
    columns: true,
  }) as unknown as Record<string, string>[];
  const dibao = rows.filter((row) => row['scheme'] === 'dibao' && (row['effective_from'] ?? '') <= asOf);
  const [home] = dibao;
  const own = dibao.filter((row) => row['county'] === home?.['county']);
  return Number(
    own.sort((a, b) => ((a['effective_from'] ?? '') < (b['effective_from'] ?? '') ? 1 : -1))[0]?.[
      'monthly_yuan'
    ] ?? Infinity,
  );
}

function toBenefit(row: RowOfExport): Benefit {
  const scheme = row.file.includes('边缘')
    ? 'edge'
    : row.file.includes('特困')
      ? 'tekun'
      : row.file.includes('孤儿')
        ? 'child'
        : 'dibao';
  return {
    row,
    scheme,
    status: cell(row, '状态'),
    start: month(cell(row, '最初享受', '起始保障')),
    stop: month(cell(row, '停发', '停保')),
    home: cell(row, '低保证号', '特困证号'),
  };
}

function isActive({ status, start, stop }: Benefit, now: string): boolean {
  return /享受|正常/.test(status) && start <= now && (stop === '' || stop > now);
}

function covered({ active }: World, schemes: readonly Benefit['scheme'][]): ReadonlySet<string> {
  return new Set(active.filter(({ scheme }) => schemes.includes(scheme)).map(({ row }) => idOf(row)));
}

function missed(world: World): (id: string) => boolean {
  const roll = covered(world, ['dibao', 'tekun', 'child']);
  return (id) => !roll.has(id) && !world.dead.has(id);
}

function severe(world: World): readonly Found[] {
  const isMissed = missed(world);
  return world
    .tables('残疾')
    .filter((row) => {
      const [level, type] = [cell(row, '残疾等级'), cell(row, '残疾类别')];
      const grave = /[1一壹Ⅰ2二贰Ⅱ]/.test(level) || (/[3三叁Ⅲ]/.test(level) && /智力|精神|^[56]/.test(type));
      return (
        grave &&
        /有效|正常/.test(cell(row, '证件状态')) &&
        day(cell(row, '有效期止')) >= world.asOf &&
        isMissed(idOf(row))
      );
    })
    .map((row) => ({ rule: 'M01', rows: [row] }));
}

function burden(world: World): readonly Found[] {
  const isMissed = missed(world);
  const sums = new Map<string, { sum: number; readonly row: RowOfExport }>();
  for (const row of world.tables('医保结算')) {
    const on = day(cell(row, '结算时间'));
    if (on <= world.after || on > world.asOf || /撤销|作废/.test(cell(row, '结算状态'))) continue;
    const entry = sums.get(idOf(row)) ?? { sum: 0, row };
    entry.sum += Number(cell(row, '个人负担'));
    sums.set(idOf(row), entry);
  }
  return [...sums]
    .filter(([id, { sum }]) => sum >= 12 * world.standard && isMissed(id))
    .map(([, { row }]) => ({ rule: 'M03', rows: [row] }));
}

function assistedClass(world: World): readonly Found[] {
  const roll = covered(world, ['dibao', 'tekun', 'child', 'edge']);
  return world
    .tables('城乡居民医保')
    .filter(
      (row) => /低保|特困|孤儿|无人抚养/.test(cell(row, '资助身份')) && /正常/.test(cell(row, '参保状态')),
    )
    .filter((row) => !roll.has(idOf(row)) && !world.dead.has(idOf(row)))
    .map((row) => ({ rule: 'M04', rows: [row] }));
}

function petitions(world: World): readonly Found[] {
  const isMissed = missed(world);
  return world
    .tables('信访')
    .filter((row) => {
      const on = day(cell(row, '信访日期'));
      return (
        on > world.after &&
        on <= world.asOf &&
        /低保|特困|救助|困难/.test(cell(row, '信访内容')) &&
        isMissed(idOf(row))
      );
    })
    .map((row) => ({ rule: 'M07', rows: [row] }));
}

function paidAfterDeath({ tables, dead }: World): readonly Found[] {
  const found = new Map<string, RowOfExport>();
  for (const row of tables('发放')) {
    const died = dead.get(idOf(row));
    if (died === undefined || cell(row, '发放状态') !== '发放成功') continue;
    const next = new Date(Date.UTC(Number(died.slice(0, 4)), Number(died.slice(5, 7)), 1))
      .toISOString()
      .slice(0, 7);
    if (month(cell(row, '发放年月')) > next) found.set(idOf(row), row);
  }
  return [...found.values()].map((row) => ({ rule: 'W01', rows: [row] }));
}

function twice({ active }: World): readonly Found[] {
  const found: Found[] = [];
  const first = new Map<string, Benefit>();
  for (const one of active) {
    const id = idOf(one.row);
    const other = first.get(id);
    if (other === undefined) first.set(id, one);
    else if (other.scheme === one.scheme && other.home !== one.home)
      found.push({ rule: 'W02', rows: [one.row] });
    else if ([other.scheme, one.scheme].sort().join() === 'dibao,tekun')
      found.push({ rule: 'W03', rows: [one.row] });
  }
  return found;
}

function highBase(world: World): readonly Found[] {
  const benefits = new Map(
    world.active.filter(({ scheme }) => scheme !== 'edge').map((one) => [idOf(one.row), one.row]),
  );
  return world.tables('职工医保').flatMap((row): Found[] => {
    const own = benefits.get(idOf(row));
    const high =
      Number(row.cells['clct_std']) > 1.5 * world.standard && row.cells['psn_insu_stas'] === '正常参保';
    return own !== undefined && high ? [{ rule: 'W07', rows: [own] }] : [];
  });
}
