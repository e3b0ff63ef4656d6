import { join } from 'node:path';
import { number } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import type { LinkageInput } from '../linkage-input.js';
import type { Sides } from '../sides.js';
import { registryName } from './columns.js';

function summaryQuery(input: LinkageInput, sides: Sides): string {
  const read = (file: string): string => input.dialect.readParquet([join(input.folder, file)]);
  const name = registryName(input.registries, 'registry_no');
  const streamed = sides.streamed.map((registry) => {
    const persons = `SELECT count(*) FROM ${read(LINK_FILES.persons)} WHERE registry = '${registry.registry}'`;
    return `UNION ALL SELECT 'unlisted', '${registry.registry}', ${number(registry.records)} - (${persons})`;
  });
  return `SELECT figure, detail, value::BIGINT AS value
FROM (
  SELECT 'links' AS figure, left_registry || '|' || right_registry || '|' || class AS detail, count(*) AS value
  FROM ${read(LINK_FILES.links)}
  GROUP BY ALL
  UNION ALL SELECT 'persons', '', count(DISTINCT person_id) FROM ${read(LINK_FILES.persons)}
  UNION ALL SELECT 'records', registry || '|' || class, count(*) FROM ${read(LINK_FILES.persons)} GROUP BY ALL
  UNION ALL SELECT 'conflicting_ids', '', count(DISTINCT id) FROM ${read(LINK_FILES.conflicts)}
  UNION ALL SELECT 'identities', ${name}, count(*) FROM link_identities GROUP BY ALL
  UNION ALL SELECT 'without_id', ${name} || '|' || coalesce(id_kind, 'none'), sum(records) FROM link_identities WHERE weak GROUP BY ALL
  UNION ALL SELECT 'not_comparable', ${name}, sum(records) FROM link_identities WHERE weak AND name IS NULL AND id_key IS NULL GROUP BY ALL
  UNION ALL SELECT 'people', '', nodes FROM link_totals
  UNION ALL SELECT 'judgements_' || outcome, verdict, count(*) FROM link_judgement_outcomes GROUP BY ALL
  UNION ALL SELECT 'judgement_' || outcome, no::VARCHAR, 1 FROM link_judgement_outcomes WHERE outcome <> 'applied'
  UNION ALL SELECT 'id_alarms', '', sum(alarms) FROM link_alarms
  UNION ALL SELECT 'candidate_pairs', b.rule, count(c.node_l) FROM link_blocking AS b LEFT JOIN link_candidates AS c USING (rule_no) GROUP BY ALL
  UNION ALL SELECT 'blocking_forecast', rule, pairs_forecast FROM link_blocking
  UNION ALL SELECT 'blocking_largest', rule, largest_block FROM link_blocking
  UNION ALL SELECT 'blocks_capped', rule, blocks_capped FROM link_blocking
  UNION ALL SELECT 'pairs_capped', rule, pairs_capped FROM link_blocking
  ${streamed.join('\n  ')}
  ${sides.streamed.length === 0 ? '' : FETCH_CAPS}
)
ORDER BY figure, detail`;
}

/** Keys that too many streamed records share, and the records that they would have brought. */
const FETCH_CAPS = `UNION ALL SELECT 'fetch_keys_capped', name, count(*) FILTER (WHERE NOT kept) FROM link_fetch_counts GROUP BY name
  UNION ALL SELECT 'fetch_records_capped', name, coalesce(sum(n) FILTER (WHERE NOT kept), 0) FROM link_fetch_counts GROUP BY name`;

/** Writes `link-summary`: figure, detail, value; what the run shows and the manifest keeps. */
export function summaryOutputSteps(input: LinkageInput, sides: Sides): readonly Step[] {
  return [
    sqlStep(
      'link summary',
      'counts links, candidates and caps',
      input.dialect.writeParquet(summaryQuery(input, sides), join(input.folder, LINK_FILES.summary)),
    ),
  ];
}
