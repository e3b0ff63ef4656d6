import { bothSides, textNumber, type ComparisonKind } from './comparison-kind.js';

const LEVELS = ['same_id', 'same_name', 'same_sound', 'head_of_other', 'different'] as const;

function place(level: (typeof LEVELS)[number]): number {
  return LEVELS.indexOf(level);
}

/** A member who names the other side's own number as the head's. */
function namesAsHead(member: string, head: string): string {
  return `(NOT ${member}.is_head AND ${member}.house_head_id = ${head}.eid)`;
}

const HEAD_ID = textNumber('house_head_id');
const OWN_ID = textNumber('eid');

/**
 * The heads of both households: same number, same name (where a number is missing), names that sound alike; one side is
 * the head of the other, who is a member: two people, whatever they share; different. Two heads say nothing here,
 * for name and ID have said it, and neither do heads of one name under two valid numbers.
 */
export const headLevel: ComparisonKind = {
  levels: LEVELS,
  levelSql(l, r) {
    const unlessHead = (level: (typeof LEVELS)[number]): string =>
      `CASE WHEN ${l}.is_head OR ${r}.is_head THEN ${place('head_of_other')} ELSE ${place(level)} END`;
    return `CASE
    WHEN ${l}.is_head AND ${r}.is_head THEN NULL
    WHEN ${namesAsHead(l, r)} OR ${namesAsHead(r, l)} THEN ${place('head_of_other')}
    WHEN ${l}.is_head IS NULL OR ${r}.is_head IS NULL THEN NULL
    WHEN ${l}.house_head_id = ${r}.house_head_id THEN ${unlessHead('same_id')}
    WHEN ${l}.house_head_id <> ${r}.house_head_id THEN CASE WHEN ${l}.house_head_no = ${r}.house_head_no THEN NULL ELSE ${place('different')} END
    WHEN ${l}.house_head_no = ${r}.house_head_no THEN ${unlessHead('same_name')}
    WHEN ${l}.house_head_pinyin = ${r}.house_head_pinyin THEN ${unlessHead('same_sound')}
    WHEN ${l}.house_head_no <> ${r}.house_head_no THEN ${place('different')}
  END`;
  },
  hint: {
    tests: {
      head_id: bothSides(HEAD_ID),
      head_is_right: [HEAD_ID, OWN_ID],
      head_is_left: [OWN_ID, HEAD_ID],
      head_name: bothSides('house_head_no'),
      head_sound: bothSides(textNumber('house_head_pinyin')),
      either: bothSides('is_head::INTEGER'),
      both: bothSides('CASE WHEN is_head THEN 1 END'),
    },
    sql: (same, known) => `CASE
    WHEN ${same('head_id')} OR ${same('head_is_right')} OR ${same('head_is_left')} OR ${same('head_name')} OR ${same('head_sound')} THEN 0
    WHEN NOT ${known('either')} OR ${same('both')} THEN NULL
    WHEN ${known('head_id')} OR ${known('head_name')} THEN ${place('different')}
  END`,
  },
};
