import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { oneRow } from '../../src/engine/engine.js';
import { text } from '../../src/engine/sql.js';
import { LINK_FILES } from '../../src/model/link.js';
import { initProject } from '../../src/run/init-project.js';
import { runProject } from '../../src/run/project-run.js';
import { RUN_FILES } from '../../src/run/results.js';
import { evaluateSample } from '../evaluate-sample.js';
import type { FalseMerges, LinkFigures } from '../sample/evaluate/links.js';
import { loadEvaluation } from '../sample/evaluate/load.js';
import { generateSample } from '../sample/generate.js';
import { declareDepartments } from '../sample/project-departments.js';

const AS_OF = '2026-10-31';
const DIRTS = ['typical', 'dirty'] as const;

export interface LinkQuality {
  readonly dirt: (typeof DIRTS)[number];
  readonly residents: number;
  readonly links: readonly LinkFigures[];
  readonly falseMerges: readonly FalseMerges[];
  /** Of records that no sure ID places, the share that was compared with another record of its person. */
  readonly blockingRecall: number;
}

/** Links of the main job on sample counties of two degrees of dirt against the truth; blocking apart from scoring. */
export async function measureLinkQuality(residents: number, seed: number): Promise<readonly LinkQuality[]> {
  const measured: LinkQuality[] = [];
  for (const dirt of DIRTS) {
    const folder = mkdtempSync(join(tmpdir(), 'yingbao-quality-'));
    try {
      generateSample(folder, { residents, seed, dirt, asOf: AS_OF, counties: 1 });
      await initProject({ folder, exports: join(folder, 'exports') });
      declareDepartments(folder, AS_OF);
      const run = await runProject({
        projectFolder: folder,
        now: () => new Date(),
        environment: process.env,
        listener: () => undefined,
      });
      const { links, falseMerges } = await evaluateSample(folder, run.folder);
      const pairs = join(folder, 'stages', 'link', run.manifest.linkKey, LINK_FILES.pairs);
      measured.push({
        dirt,
        residents,
        links,
        falseMerges,
        blockingRecall: await blockingRecall(folder, run.folder, pairs),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return measured;
}

/** A lower bound: pairs more than ten bits below review are not kept, and count as not compared. */
async function blockingRecall(sample: string, run: string, pairs: string): Promise<number> {
  const engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'blocking-recall-')) });
  const place = (side: string): string =>
    `r.registry = split_part(p.${side}_registry, '@', 1) AND r.file = regexp_extract(p.${side}_file, '[^/]+$') AND r.line = p.${side}_line`;
  try {
    await loadEvaluation(engine, sample, run);
    const { compared, sought } = await oneRow(
      engine,
      `WITH weak AS (
         SELECT r.record_no, r.person_id
         FROM read_parquet(${text(join(run, RUN_FILES.persons))}) AS p
         JOIN record AS r
           ON r.registry = p.registry AND r.file = regexp_extract(p.file, '[^/]+$') AND r.line = p.line
         WHERE p.class <> 'certain'
           AND EXISTS (SELECT 1 FROM record AS o WHERE o.person_id = r.person_id AND o.registry <> r.registry)
       ),
       sides AS (
         SELECT row_number() OVER () AS pair_no, *
         FROM read_parquet(${text(pairs)})
       ),
       placed AS (
         SELECT p.pair_no, r.record_no, r.person_id FROM sides AS p JOIN record AS r ON ${place('left')}
         UNION ALL
         SELECT p.pair_no, r.record_no, r.person_id FROM sides AS p JOIN record AS r ON ${place('right')}
       ),
       met AS (
         SELECT a.record_no
         FROM placed AS a
         JOIN placed AS b ON b.pair_no = a.pair_no AND b.record_no <> a.record_no AND b.person_id = a.person_id
         UNION
         SELECT left_no FROM link WHERE left_person = right_person
         UNION
         SELECT right_no FROM link WHERE left_person = right_person
       )
       SELECT CAST(count(*) AS DOUBLE) AS sought, CAST(count(*) FILTER (WHERE record_no IN (SELECT record_no FROM met)) AS DOUBLE) AS compared
       FROM weak`,
    );
    return Number(compared) / Number(sought);
  } finally {
    await engine.close();
  }
}
