import { join } from 'node:path';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import { NODE_FIGURES } from '../frequencies.js';
import type { LinkageInput } from '../linkage-input.js';
import { registryName } from './columns.js';

function seekersQuery(input: LinkageInput): string {
  const shares = NODE_FIGURES.map((frequency) => `q.${frequency}_f`);
  return `SELECT
  ${registryName(input.registries, 'm.registry_no')} AS registry,
  f.file,
  m.line,
  first_value(f.file) OVER node AS first_file,
  first_value(m.line) OVER node AS first_line,
  ${shares.join(',\n  ')}
FROM link_frequencies AS q
JOIN link_identities AS i USING (node_no)
JOIN link_members AS m USING (identity_no)
JOIN link_files AS f USING (file_no)
WINDOW node AS (PARTITION BY q.node_no ORDER BY m.file_no, m.line)
ORDER BY m.file_no, m.line`;
}

/**
 * Writes `seekers`: every record that no sure ID places, the first record of its node (as `pairs` shows it), and how
 * common its values are in the batch, so that a pair can be weighed later as the run would have. No values of persons.
 */
export function seekersOutputSteps(input: LinkageInput): readonly Step[] {
  return [
    sqlStep(
      'seekers file',
      'writes how common the values are of records that look for their person',
      input.dialect.writeParquet(seekersQuery(input), join(input.folder, LINK_FILES.seekers)),
    ),
  ];
}
