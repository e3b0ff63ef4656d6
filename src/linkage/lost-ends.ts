import { sqlStep, type Step } from '../engine/step.js';

/**
 * A spreadsheet that keeps 15 digits writes 000 for the rest, and one such number in eleven passes its check by chance.
 * Where somebody of the same name has the same first 15 characters and another end, the 000 is no end: hardly one
 * number in a thousand has it. What its last digit seemed to say of the sex goes with it.
 */
const LOST_ENDS = `UPDATE link_source AS s
SET
  eid = NULL,
  id17 = NULL,
  eid_source = NULL,
  id_kind = 'truncated',
  id_key = left(s.eid, 15),
  sex = nullif(s.sex, 'F'),
  house_head_id = nullif(s.house_head_id, s.eid)
FROM (
  SELECT DISTINCT d.eid, d.name
  FROM (SELECT DISTINCT eid, name FROM link_source WHERE eid LIKE '%000') AS d
  JOIN link_source AS w
    ON left(w.eid, 15) = left(d.eid, 15) AND w.name = d.name
  WHERE w.eid NOT LIKE '%000'
) AS lost
WHERE s.eid = lost.eid AND s.name = lost.name`;

/** Takes numbers that lost their end for what they are. Reads and changes link_source. */
export const lostEndsStep: Step = sqlStep(
  'lost ends',
  'numbers that a spreadsheet ended in 000 and that pass their check by chance',
  LOST_ENDS,
);
