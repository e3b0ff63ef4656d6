import { textList } from '../../engine/sql.js';
import {
  bothSides,
  textNumber,
  type ComparisonKind,
  type LevelHint,
  type MarkedTest,
} from './comparison-kind.js';

const LEVELS = [
  'equal',
  'repair',
  'prefix15',
  'mask_long',
  'mask_tail',
  'mask_short',
  'prefix_short',
  'other_invalid',
  'conflict',
  'two_ids',
] as const;

function place(level: (typeof LEVELS)[number]): number {
  return LEVELS.indexOf(level);
}

/** Visible characters behind the region code decide what a compatible mask is worth. */
function maskWorth(mask: string): string {
  const visible = `length(replace(substr(${mask}, 7), '*', ''))`;
  return `CASE WHEN ${visible} >= 8 THEN ${place('mask_long')} WHEN ${visible} >= 4 THEN ${place('mask_tail')} ELSE ${place('mask_short')} END`;
}

/** What is left of a damaged number, as a mask of 18 places; NULL where it may hide a slip. */
function asMask(side: string): string {
  const digits = `CASE WHEN length(${side}.id_key) >= 14 THEN 14 ELSE 5 END`;
  return `CASE ${side}.id_kind
      WHEN 'masked' THEN ${side}.id_key
      WHEN 'truncated' THEN rpad(left(${side}.id_key, ${digits}), 18, '*')
      WHEN 'scientific' THEN rpad(left(${side}.id_key, ${digits}), 18, '*')
    END`;
}

/** One slip leaves one half of a number alone: a cheap test before the list of all slips. */
function halfAgrees(l: string, r: string): string {
  return `(${l}.id_head = ${r}.id_head OR ${l}.id_tail = ${r}.id_tail)`;
}

/** Most masks show the region: a cheap test before the pattern. */
function headFits(l: string, r: string): string {
  return `(${l}.id_region = ${r}.id_region OR contains(${l}.id_region, '*'))`;
}

/** A cell that holds a region code, half a number or a word is shared by many; a passport has six digits or more. */
function showsPerson(side: string): string {
  return `regexp_matches(${side}.id_key, CASE ${side}.id_kind WHEN 'invalid' THEN '[0-9]{14}' ELSE '[0-9]{6}' END)`;
}

/** Two damaged numbers: the same text, or what both still show agrees or contradicts itself. */
function bothDamaged(l: string, r: string): string {
  return `CASE
      WHEN ${l}.id_kind = ${r}.id_kind AND ${l}.id_key = ${r}.id_key THEN CASE
        WHEN ${l}.id_kind IN ('invalid', 'other_document') AND ${showsPerson(l)} THEN ${place('equal')}
        WHEN ${l}.id_kind IN ('invalid', 'other_document') THEN ${place('prefix_short')}
        WHEN ${l}.id_kind = 'masked' THEN ${maskWorth(`${l}.id_key`)}
        WHEN length(${l}.id_key) >= 14 THEN ${place('prefix15')}
        ELSE ${place('prefix_short')}
      END
      WHEN ${asMask(l)} IS NULL OR ${asMask(r)} IS NULL THEN NULL
      WHEN NOT masks_compatible(${asMask(l)}, ${asMask(r)}) THEN ${place('conflict')}
      WHEN ${l}.id_kind <> 'masked' AND ${r}.id_kind <> 'masked' AND least(length(${l}.id_key), length(${r}.id_key)) >= 14 THEN ${place('prefix15')}
      ELSE ${place('mask_short')}
    END`;
}

/** A part of a damaged number, and of the valid one that it may have been. */
function againstValid(kinds: readonly string[], damaged: string, valid: string): MarkedTest {
  return [`CASE WHEN id_kind IN ${textList(kinds)} THEN ${damaged} END`, valid];
}

/** A part of a mask of 18 places that hides nothing. */
function shown(part: (id: string) => string): MarkedTest {
  const visible = `CASE WHEN length(id_key) = 18 AND NOT contains(${part('id_key')}, '*') THEN ${part('id_key')} END`;
  return againstValid(['masked'], textNumber(visible), textNumber(part('eid')));
}

/** A cell with fewer characters (a word, a region code) is no damaged number: that it differs says nothing. */
const MOST_LOST = 14;

function longEnough(value: string): string {
  return `CASE WHEN length(id_key) >= ${MOST_LOST} THEN ${value} END`;
}

const CUT = ['truncated', 'scientific'];
const HINT: LevelHint = {
  tests: {
    two_ids: bothSides('CASE WHEN NOT weak THEN 1 END'),
    damaged: bothSides('CASE WHEN id_key IS NOT NULL THEN 1 END'),
    head: againstValid(['invalid'], textNumber(longEnough('id_head')), textNumber('left(eid, 8)')),
    tail: againstValid(['invalid'], textNumber(longEnough('id_tail')), textNumber('right(eid, 8)')),
    masked: againstValid(['masked'], '1', 'CASE WHEN eid IS NOT NULL THEN 1 END'),
    shown_region: shown((id) => `left(${id}, 6)`),
    shown_end: shown((id) => `right(${id}, 4)`),
    first: againstValid(
      CUT,
      textNumber('CASE WHEN length(id_key) >= 14 THEN left(id_key, 14) END'),
      textNumber('left(eid, 14)'),
    ),
    cut: againstValid(CUT, '1', 'CASE WHEN eid IS NOT NULL THEN 1 END'),
  },
  sql: (same, known) => `CASE
    WHEN ${same('two_ids')} THEN ${place('two_ids')}
    WHEN ${same('damaged')} THEN 0
    WHEN ${known('head')} THEN CASE WHEN ${same('head')} OR ${same('tail')} THEN ${place('repair')} ELSE ${place('other_invalid')} END
    WHEN ${known('masked')} THEN CASE WHEN ${known('shown_region')} AND NOT ${same('shown_region')} OR ${known('shown_end')} AND NOT ${same('shown_end')} THEN ${place('conflict')} ELSE ${place('mask_long')} END
    WHEN ${known('first')} THEN CASE WHEN ${same('first')} THEN ${place('prefix15')} ELSE ${place('conflict')} END
    WHEN ${known('cut')} THEN ${place('prefix_short')}
  END`,
};

/**
 * A damaged or masked ID on the left against a valid ID on the right: repairable (one slip, re-validates), same first
 * 15 characters, compatible mask, compatible short prefix, or a contradiction. Two valid IDs are `two_ids`: one
 * person seldom has two.
 */
export const idLevel: ComparisonKind = {
  levels: LEVELS,
  levelSql: (l, r) => `CASE
    WHEN ${l}.id_key IS NULL AND NOT ${l}.weak AND NOT ${r}.weak THEN ${place('two_ids')}
    WHEN ${l}.id_key IS NULL OR coalesce(${r}.eid, ${r}.id_key) IS NULL THEN NULL
    WHEN ${r}.eid IS NULL THEN ${bothDamaged(l, r)}
    WHEN ${l}.id_kind = 'other_document' THEN NULL
    WHEN ${l}.id_kind = 'invalid' THEN CASE
      WHEN ${halfAgrees(l, r)} AND list_contains(${l}.repairs, ${r}.eid) THEN ${place('repair')}
      WHEN ${l}.id_head = ${r}.id_head AND length(${l}.id_key) >= 15 AND left(${l}.id_key, 15) = left(${r}.eid, 15) THEN ${place('prefix15')}
      WHEN length(${l}.id_key) < ${MOST_LOST} THEN NULL
      ELSE ${place('other_invalid')}
    END
    WHEN ${l}.id_kind = 'masked' THEN CASE
      WHEN length(${l}.id_key) = 18 AND ${headFits(l, r)} AND ${r}.eid LIKE replace(${l}.id_key, '*', '_') THEN ${maskWorth(`${l}.id_key`)}
      WHEN length(${l}.id_key) <> 18 AND masks_compatible(${l}.id_key, ${r}.eid) THEN ${place('mask_short')}
      ELSE ${place('conflict')}
    END
    WHEN ${l}.id_head = ${r}.id_head AND length(${l}.id_key) >= 14 AND left(${l}.id_key, 14) = left(${r}.eid, 14) THEN ${place('prefix15')}
    WHEN length(${l}.id_key) < 14 AND starts_with(${r}.eid, left(${l}.id_key, 5)) THEN ${place('prefix_short')}
    ELSE ${place('conflict')}
  END`,
  hint: HINT,
};
