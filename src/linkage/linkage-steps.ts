import { sqlStep, type Step } from '../engine/step.js';
import { blockingSteps } from './blocking.js';
import { certificateIdsStep } from './certificate-ids.js';
import { bindComparisons } from './comparisons.js';
import { decidingSteps } from './deciding.js';
import { frequencySteps } from './frequencies.js';
import { idNodeSteps } from './id-nodes.js';
import { identitySteps } from './identities.js';
import type { LinkageInput } from './linkage-input.js';
import { lostEndsStep } from './lost-ends.js';
import { conflictsOutputSteps } from './outputs/conflicts-output.js';
import { linksOutputSteps } from './outputs/links-output.js';
import { pairsOutputSteps } from './outputs/pairs-output.js';
import { personsOutputSteps } from './outputs/persons-output.js';
import { seekersOutputSteps } from './outputs/seekers-output.js';
import { summaryOutputSteps } from './outputs/summary-output.js';
import { scoringSteps } from './scoring.js';
import { judgedNamesStep, judgedPairsSteps, judgementOutcomesStep, judgementSteps } from './judging.js';
import { splitSides } from './sides.js';
import { sourceStatement } from './source.js';
import { streamedSteps } from './streamed.js';

/**
 * The whole linkage as steps: records → identities → nodes (one per valid ID) → candidate pairs for what has no ID →
 * levels → weights → decisions → files in `input.folder` (see LINK_FILES). Working tables are named `link_…`. Needs
 * the functions of `linkageFunctions` registered. Throws ConfigError where the model does not fit.
 */
export function linkageSteps(input: LinkageInput): readonly Step[] {
  const comparisons = bindComparisons(input.model);
  const sides = splitSides(input.registries, input.singlesUpTo);
  const numbered = input.registries.map((registry, no) => ({ no, registry }));
  const held = numbered.filter(({ registry }) => sides.held.includes(registry));
  const oneRow = oneRowRegistries(input);
  return [
    ...nodeSteps(input),
    ...frequencySteps(input, sides),
    ...blockingSteps(input.model.blocking),
    ...scoringSteps(input.model, comparisons, oneRow),
    ...decidingSteps(input.model, comparisons, oneRow),
    judgementOutcomesStep,
    ...linksOutputSteps(input, comparisons, oneRow),
    ...personsOutputSteps(
      input,
      held.map(({ no }) => no),
    ),
    ...conflictsOutputSteps(input),
    ...pairsOutputSteps(input, comparisons),
    ...seekersOutputSteps(input),
    ...summaryOutputSteps(input, sides),
    ...dropSteps(),
  ];
}

function oneRowRegistries({ registries }: LinkageInput): readonly number[] {
  return registries.flatMap((registry, no) => (registry.manyRowsPerPerson ? [] : [no]));
}

/** Records → identities → nodes, with what people decided: all that blocking needs. */
export function nodeSteps(input: LinkageInput): readonly Step[] {
  const sides = splitSides(input.registries, input.singlesUpTo);
  const numbered = input.registries.map((registry, no) => ({ no, registry }));
  return [
    sqlStep(
      'records to compare',
      'reads what linkage compares from the held registries',
      sourceStatement(numbered.filter(({ registry }) => sides.held.includes(registry))),
    ),
    ...streamedSteps(numbered.filter(({ registry }) => sides.streamed.includes(registry))),
    lostEndsStep,
    certificateIdsStep,
    ...identitySteps(oneRowRegistries(input)),
    ...judgementSteps(input),
    ...idNodeSteps(judgedNamesStep),
    ...judgedPairsSteps,
  ];
}

const WORKING_TABLES = [
  'link_source',
  'link_distinct',
  'link_seekers',
  'link_block_members',
  'link_places',
  'link_names',
  'link_members',
  'link_identities',
  'link_found',
  'link_candidates',
  'link_profiles',
  'link_name_levels',
  'link_patterns',
  'link_hopeful',
  'link_levels',
  'link_weights',
  'link_node_weights',
  'link_identity_facts',
  'link_identity_pairs',
  'link_fetch_counts',
  'link_judgements',
  'link_judged_identities',
  'link_judged',
] as const;

/** Later stages need the memory. */
function dropSteps(): readonly Step[] {
  return WORKING_TABLES.map((table) =>
    sqlStep(`drop ${table}`, 'gives memory back', `DROP TABLE IF EXISTS ${table}`),
  );
}
