import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCsvFile } from './csv-file.js';
import type { DirtLevel } from './dirt/level.js';
import { createNameSpoiler } from './dirt/person-name.js';
import { createRowSpoiler } from './dirt/row.js';
import { plantDoubleBenefits, plantHighBases } from './plants/benefits.js';
import { plantConflicts } from './plants/conflicts.js';
import { plantDepartments } from './plants/departments.js';
import { plantDeaths } from './plants/deaths.js';
import { plantDisability } from './plants/disability.js';
import { plantAssistedClasses, plantBurden } from './plants/medical.js';
import { plantPetitions } from './plants/petitions.js';
import { openStage } from './plants/stage.js';
import { createRandom } from './random.js';
import { assistanceFiles } from './registries/assistance.js';
import { disabilityFiles, settlementFiles } from './registries/care.js';
import { departmentFiles } from './registries/departments.js';
import { deathFiles, paymentFiles } from './registries/events.js';
import type { ExportFile } from './registries/export-file.js';
import { insuranceFiles } from './registries/insurance.js';
import { petitionFiles } from './registries/petition.js';
import { buildStandards, dibaoOn, type StandardRow } from './standards.js';
import { trueFindings, undecidedFindings, type TrueFinding } from './truth/findings.js';
import { createTruthFiles, writeFindings, writePeople } from './truth/write-truth.js';
import { createWrittenFindings } from './truth/written-findings.js';
import { certifyCounty } from './world/certificates.js';
import { buildCounty, type County, type CountyRequest } from './world/county.js';
import { coverCounty } from './world/coverage.js';
import { buryCounty, endBenefitsOfTheDead } from './world/deaths.js';
import { emptyFacts, type Facts } from './world/facts.js';
import { insureCounty } from './world/insurance.js';
import { payCounty } from './world/payments.js';
import { hearCounty } from './world/petitions.js';
import { treatCounty } from './world/settlements.js';
import { writeExport } from './write-export.js';

export interface SampleRequest extends CountyRequest {
  readonly dirt: DirtLevel;
}

export interface SampleSummary {
  readonly residents: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
}

export interface SampleWorld {
  readonly county: County;
  readonly facts: Facts;
  readonly standards: readonly StandardRow[];
  readonly findings: readonly TrueFinding[];
}

/** People, what the registries know about them, and what is wrong or missing; no file is written yet. */
export function buildWorld(request: CountyRequest): SampleWorld {
  const county = buildCounty(request);
  const standards = buildStandards(request.asOf);
  const facts = emptyFacts(request.asOf, dibaoOn(standards, request.asOf));
  const { people, households } = county;
  const random = (label: string): ReturnType<typeof createRandom> => createRandom(request.seed, label);
  buryCounty(facts, people, random('deaths'));
  coverCounty(facts, households, random('coverage'));
  endBenefitsOfTheDead(facts);
  certifyCounty(facts, people, random('certificates'));
  insureCounty(facts, people, random('insurance'));
  treatCounty(facts, random('care'));
  hearCounty(facts, people, random('petitions'));
  const stage = openStage(county, facts);
  plantDisability(stage);
  plantBurden(stage);
  plantAssistedClasses(stage);
  plantPetitions(stage);
  plantDoubleBenefits(stage);
  plantHighBases(stage);
  plantDeaths(stage);
  plantConflicts(stage);
  payCounty(facts, random('payments'));
  plantDepartments(county, facts);
  return { county, facts, standards, findings: trueFindings(facts) };
}

/** Makes the sample in a folder, replacing what an earlier call left there. */
export function generateSample(folder: string, request: SampleRequest): SampleSummary {
  const world = buildWorld(request);
  for (const part of ['exports', 'truth']) rmSync(join(folder, part), { recursive: true, force: true });
  mkdirSync(join(folder, 'truth'), { recursive: true });
  writeStandards(join(folder, 'standards.csv'), world);
  const truth = createTruthFiles(join(folder, 'truth'));
  const written = createWrittenFindings();
  const rows: Record<string, number> = {};
  for (const file of exportFiles(world, request.dirt === 'clean')) {
    const random = createRandom(request.seed, `dirt ${file.name}`);
    const spoiler = createRowSpoiler(request.dirt, createNameSpoiler(), random);
    rows[file.name] = writeExport(file, { folder, spoiler, truth, written, random });
  }
  truth.close();
  writePeople(join(folder, 'truth'), world.county.people);
  const findings = [...world.findings, ...written.found];
  writeFindings(join(folder, 'truth'), 'findings.csv', findings);
  writeFindings(join(folder, 'truth'), 'undecided.csv', [...undecidedFindings(world.facts), ...written.undecided]);
  return { residents: world.county.people.length, rows, findings: countByRule(findings) };
}

function exportFiles({ county, facts }: SampleWorld, clean: boolean): readonly ExportFile[] {
  return [
    ...assistanceFiles(county, facts),
    ...insuranceFiles(county, facts),
    ...settlementFiles(facts),
    ...disabilityFiles(county, facts),
    ...petitionFiles(county, facts, clean),
    ...deathFiles(county, facts),
    ...paymentFiles(facts),
    ...departmentFiles(county, facts),
  ];
}

/** Standards of every county that occurs on a roll, a neighbour's included. */
function writeStandards(path: string, { standards }: SampleWorld): void {
  const file = createCsvFile(path, { encoding: 'utf8', eol: '\n', headers: ['county', 'scheme', 'effective_from', 'monthly_yuan'] });
  for (const { county, scheme, effectiveFrom, monthly } of standards) {
    file.write([county, scheme, effectiveFrom, (monthly / 100).toFixed(2)]);
  }
  file.close();
}

function countByRule(findings: readonly TrueFinding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}
