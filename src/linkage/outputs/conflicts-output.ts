import { join } from 'node:path';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import type { LinkageInput } from '../linkage-input.js';
import { registryName } from './columns.js';

function conflictsQuery(input: LinkageInput): string {
  const side = (
    alias: string,
    prefix: string,
  ): string => `  ${registryName(input.registries, `${alias}.registry_no`)} AS ${prefix}_registry,
  ${alias}.file AS ${prefix}_file,
  ${alias}.line AS ${prefix}_line,
  ${alias}.record_no AS ${prefix}_record_no,
  ${alias}.name AS ${prefix}_name,
  ${alias}.eid_source AS ${prefix}_id_source`;
  return `WITH firsts AS (
  SELECT i.eid, i.name, g.label, i.eid_source, m.registry_no, m.record_no, m.file_no, f.file, m.line
  FROM link_identities AS i
  JOIN link_name_groups AS g ON g.eid = i.eid AND g.name = i.name
  JOIN link_members AS m USING (identity_no)
  JOIN link_files AS f USING (file_no)
  QUALIFY row_number() OVER (PARTITION BY i.eid, i.name, m.registry_no ORDER BY m.file_no, m.line) = 1
)
SELECT
  a.eid AS id,
${side('a', 'left')},
${side('b', 'right')},
  coalesce(t.level, 'different') AS name_level
FROM firsts AS a
JOIN firsts AS b
  ON b.eid = a.eid AND b.label <> a.label AND (a.file_no, a.line) < (b.file_no, b.line)
LEFT JOIN link_name_ties AS t
  ON t.eid = a.eid AND t.name_a = least(a.name, b.name) AND t.name_b = greatest(a.name, b.name)
ORDER BY a.eid, a.file_no, a.line, b.file_no, b.line`;
}

/** Writes `conflicts`: pairs of registries and names that one valid ID stands for and that contradict each other. */
export function conflictsOutputSteps(input: LinkageInput): readonly Step[] {
  return [
    sqlStep(
      'conflicts file',
      'writes IDs whose names contradict each other',
      input.dialect.writeParquet(conflictsQuery(input), join(input.folder, LINK_FILES.conflicts)),
    ),
  ];
}
