/** A column of INTEGER: 0 for missed, 10 for wrong, 20 for data, and 3 for each severity; the confidence is left out. */
const KIND_AND_SEVERITY = 'priority - priority % 10 % 3';

/** Where a finding is. Sorts a route, and makes an order total. */
const PLACE = 'county, town, village, grid, visit_id, person_id, rule_id, episode';

/** The order of findings before visits say anything. */
export const ORDER_BY_PRIORITY = `priority, ${PLACE}`;

/** What was confirmed and left undone for too long comes first; what need not be visited now comes last. */
const WAITING = "CASE waiting WHEN 'overdue' THEN 0 WHEN 'waits' THEN 2 ELSE 1 END";

/**
 * The order of findings in contracts and on lists: kind, severity, and among those that are equal what visits confirm more
 * often first; then how sure the identity is, and the place. Without outcomes it is ORDER_BY_PRIORITY.
 */
export const FINDING_ORDER = `${WAITING}, ${KIND_AND_SEVERITY}, coalesce(yield_step, 0) DESC, ${ORDER_BY_PRIORITY}`;
