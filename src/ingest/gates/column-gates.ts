import type { ColumnShape, GateVerdict, RegistryProfile } from '../../model/gate.js';
import { KIND_SPECS } from '../../model/registry-kinds.js';
import { EVENTS, GATE_THRESHOLDS } from '../gate-thresholds.js';
import { percent } from './count-gates.js';
import { commonPeople } from './key-gates.js';

/** D4 and D5: columns that were emptied, spoiled, masked, renamed, lost or swapped. */
export function columnVerdicts(before: RegistryProfile, after: RegistryProfile): readonly GateVerdict[] {
  if (Math.min(before.records, after.records) < GATE_THRESHOLDS.floor) return headerVerdicts(before, after);
  return [
    ...rateVerdicts(before, after),
    ...headerVerdicts(before, after),
    ...contentVerdicts(before, after),
  ];
}

/** Columns that decide who somebody is, or without which a row means nothing. */
function isKey({ kind }: RegistryProfile, name: string): boolean {
  const field = KIND_SPECS[kind].fields.find((one) => one.name === name);
  return field !== undefined && (field.required === true || field.type === 'id' || field.type === 'name');
}

function rateVerdicts(before: RegistryProfile, after: RegistryProfile): readonly GateVerdict[] {
  const { filledDrop, invalidRise, maskedRise } = GATE_THRESHOLDS;
  return pairs(before, after).flatMap(([field, old, now]): GateVerdict[] => {
    if (!isKey(after, field)) return [];
    const problems = [
      { rise: old.filled - now.filled, limit: filledDrop, zh: '空值', en: 'empty values' },
      { rise: now.invalid - old.invalid, limit: invalidRise, zh: '无效值', en: 'values that cannot be read' },
      { rise: now.masked - old.masked, limit: maskedRise, zh: '脱敏值', en: 'masked values' },
    ];
    return problems
      .filter(({ rise, limit }) => rise > limit)
      .map(({ rise, zh, en }) => ({
        gate: 'D4',
        registry: after.registry,
        outcome: 'held',
        number: Math.round(rise * 100),
        zh: `列“${now.header}”的${zh}比上期增加 ${percent(rise)}`,
        en: `column 「${now.header}」 (${field}): ${en} up by ${percent(rise)}`,
      }));
  });
}

function headerVerdicts(before: RegistryProfile, after: RegistryProfile): readonly GateVerdict[] {
  const lost = Object.entries(before.columns).filter(([field]) => after.columns[field] === undefined);
  const renamed = pairs(before, after).filter(([, old, now]) => old.header !== now.header);
  const added = Object.entries(after.columns).filter(([field]) => before.columns[field] === undefined);
  const keyRenamed = renamed.filter(([field]) => isKey(after, field));
  const held = [
    ...lost.map(([, { header }]) => header),
    ...keyRenamed.map(([, old, now]) => `${old.header} → ${now.header}`),
  ];
  const noted = [
    ...added.map(([, { header }]) => `+ ${header}`),
    ...renamed
      .filter((one) => !keyRenamed.includes(one))
      .map(([, old, now]) => `${old.header} → ${now.header}`),
  ];
  const verdict = (outcome: GateVerdict['outcome'], names: readonly string[]): GateVerdict[] =>
    names.length === 0
      ? []
      : [
          {
            gate: 'D5',
            registry: after.registry,
            outcome,
            number: names.length,
            zh: `表头与上期不同：${names.join('、')}`,
            en: `the header differs from last time: ${names.join(', ')}`,
          },
        ];
  return [...verdict('held', held), ...verdict('noted', noted)];
}

/** Columns whose values look unlike last time, or say something else of the same people: two columns were swapped. */
function contentVerdicts(before: RegistryProfile, after: RegistryProfile): readonly GateVerdict[] {
  const changed = new Map<string, string>();
  const { shapeDistance, agreement } = GATE_THRESHOLDS;
  for (const [field, old, now] of pairs(before, after)) {
    const distance = Math.max(
      variation(old.lengths, now.lengths),
      variation(old.characters, now.characters),
      EVENTS.has(after.kind) ? 0 : variation(old.decades, now.decades),
    );
    // A swap with a column that is mostly empty shows in nothing else.
    if (distance > shapeDistance || old.filled - now.filled > shapeDistance) changed.set(field, now.header);
  }
  for (const [field, share] of agreements(before, after)) {
    if (share < agreement) changed.set(field, after.columns[field]?.header ?? field);
  }
  if (changed.size === 0) return [];
  const names = [...changed.values()].join('、');
  return [
    {
      gate: 'D5',
      registry: after.registry,
      outcome: 'held',
      number: changed.size,
      zh: `列的内容与上期明显不同，可能错列：${names}`,
      en: `what stands in these columns is unlike last time; perhaps columns were swapped: ${names}`,
    },
  ];
}

/** Field → share of the people of both deliveries of whom it says the same. */
export function agreements(before: RegistryProfile, after: RegistryProfile): ReadonlyMap<string, number> {
  const people = commonPeople(before.sketch, after.sketch)?.common ?? [];
  const shares = new Map<string, number>();
  for (const [place, field] of before.sketch.fields.entries()) {
    const now = after.sketch.fields.indexOf(field);
    const told = people.flatMap((key): boolean[] => {
      const old = before.sketch.people[key]?.[place] ?? '';
      const fresh = after.sketch.people[key]?.[now] ?? '';
      return old === '' || fresh === '' ? [] : [old === fresh];
    });
    if (now === -1 || told.length < GATE_THRESHOLDS.overlapPeople) continue;
    shares.set(field, told.filter(Boolean).length / told.length);
  }
  return shares;
}

function pairs(
  before: RegistryProfile,
  after: RegistryProfile,
): readonly (readonly [string, ColumnShape, ColumnShape])[] {
  return Object.entries(before.columns).flatMap(([field, old]) => {
    const now = after.columns[field];
    return now === undefined ? [] : [[field, old, now] as const];
  });
}

/** Half the sum of differences: 0 for equal shares, 1 for shares that have nothing in common. */
function variation(before: readonly number[], after: readonly number[]): number {
  const total = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);
  if (total(before) === 0 || total(after) === 0) return 0;
  const length = Math.max(before.length, after.length);
  return (
    total(Array.from({ length }, (_, index) => Math.abs((before[index] ?? 0) - (after[index] ?? 0)))) / 2
  );
}
