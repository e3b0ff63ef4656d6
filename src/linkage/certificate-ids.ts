import { sqlStep, type Step } from '../engine/step.js';

/**
 * A disability certificate begins with its holder's own number, while the ID column beside it may hold a guardian's number
 * or one that was put right since. Where others write this name under the certificate's number, and nobody else under
 * the column's, the certificate says who it is.
 */
const CERTIFICATE_IDS = `UPDATE link_source AS s
SET
  eid = s.certificate_id,
  id17 = CAST(left(s.certificate_id, 17) AS BIGINT),
  eid_source = 'certificate',
  id_birth_date = CAST(try_strptime(substr(s.certificate_id, 7, 8), '%Y%m%d') AS DATE)
FROM (
  SELECT r.registry_no, r.record_no
  FROM (SELECT registry_no, record_no, eid, certificate_id, name FROM link_source WHERE certificate_id IS NOT NULL) AS r
  JOIN link_source AS w
    ON w.name = r.name AND w.eid IN (r.eid, r.certificate_id) AND (w.registry_no, w.record_no) <> (r.registry_no, r.record_no)
  GROUP BY r.registry_no, r.record_no
  HAVING bool_and(w.eid = r.certificate_id)
) AS shown
WHERE s.registry_no = shown.registry_no AND s.record_no = shown.record_no`;

/** Records take their certificate's ID where others attest it. Reads and changes link_source. */
export const certificateIdsStep: Step = sqlStep(
  'certificate IDs',
  'records whose certificate shows their own ID beside another in the ID column',
  CERTIFICATE_IDS,
);
