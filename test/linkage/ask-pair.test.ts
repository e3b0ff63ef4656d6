import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneRow, type Engine, type Row } from '../../src/engine/engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import {
  ASKED_NODES_QUERY,
  askedPairQuery,
  askedRulesQuery,
  askPairSteps,
  comparedPairQuery,
  sameIdQuery,
  type AskedRecord,
} from '../../src/linkage/ask-pair.js';
import type { LinkageInput, RegistryRecords } from '../../src/linkage/linkage-input.js';
import { LINK_FILES } from '../../src/model/link.js';
import { link, registry } from './linking.js';
import { COVERED, INSURED, PAID } from './townspeople.js';

interface Asked {
  readonly nodes: Row;
  readonly weighed: Row | undefined;
  readonly rules: readonly string[];
  readonly compared: Row | undefined;
}

async function ask(
  engine: Engine,
  linkage: LinkageInput,
  records: readonly [AskedRecord, AskedRecord],
  people: number,
): Promise<Asked> {
  const input = { ...linkage, records, people };
  await runSteps(engine, askPairSteps(input));
  const nodes = await oneRow(engine, ASKED_NODES_QUERY);
  const byId = nodes['same_node'] === true && nodes['same_id'] === true;
  const [weighed] = await engine.rows(byId ? sameIdQuery(input) : askedPairQuery(input));
  const [compared] = await engine.rows(comparedPairQuery(input));
  const rules = (await engine.rows(askedRulesQuery(input))).map((row) => String(row['rule']));
  return { nodes, weighed, rules, compared };
}

function side(row: Row, name: 'left' | 'right'): AskedRecord {
  return {
    registry: String(row[`${name}_registry`]),
    file: String(row[`${name}_file`]),
    line: Number(row[`${name}_line`]),
  };
}

function peopleOf(summary: readonly Row[]): number {
  return Number(summary.find((row) => row['figure'] === 'people')?.['value']);
}

/** A few people of the town, with every kind of damage. */
const TOWN = [
  registry('assistance', COVERED.slice(0, 14)),
  registry('insurance', INSURED.slice(0, 30)),
  registry('payment', PAID.slice(0, 14)),
];

/** Reading a table is quicker than reading what the tests write down. */
async function tabled(engine: Engine, input: LinkageInput): Promise<LinkageInput> {
  const registries: RegistryRecords[] = [];
  for (const one of input.registries) {
    await engine.run(`CREATE TABLE town_${one.registry} AS ${one.query}`);
    registries.push({ ...one, query: `SELECT * FROM town_${one.registry}` });
  }
  return { ...input, registries };
}

/** Links the town and asks about pairs of records that `choose` takes from a file of the link stage. */
async function asked(
  file: 'pairs' | 'links',
  choose: (rows: readonly Row[]) => readonly Row[],
): Promise<readonly (Asked & { readonly row: Row })[]> {
  const answers: (Asked & { readonly row: Row })[] = [];
  await link(TOWN, {
    inspect: async (engine, input) => {
      const read = (name: string): Promise<readonly Row[]> =>
        engine.rows(`SELECT * FROM ${engine.dialect.readParquet([join(input.folder, name)])}`);
      const people = peopleOf(await read(LINK_FILES.summary));
      const town = await tabled(engine, input);
      for (const [index, row] of choose(await read(LINK_FILES[file])).entries()) {
        const sides = [side(row, 'left'), side(row, 'right')] as const;
        const given = index % 2 === 0 ? sides : ([sides[1], sides[0]] as const);
        answers.push({ row, ...(await ask(engine, town, given, people)) });
      }
    },
  });
  return answers;
}

describe('a pair weighed on the spot', () => {
  it('has the levels and weights that the run gave it, whichever side is asked first', async () => {
    const answers = await asked('pairs', (pairs) => pairs.filter((_, index) => index % 4 === 0).slice(0, 6));
    expect(answers.length).toBeGreaterThan(3);
    for (const { row, weighed, rules, compared } of answers) {
      const columns = Object.keys(weighed ?? {});
      expect(columns.length).toBeGreaterThan(15);
      expect(weighed).toEqual(Object.fromEntries(columns.map((column) => [column, row[column]])));
      expect(rules).toContain(row['blocking_rule']);
      expect(compared).toMatchObject({ blocking_rule: row['blocking_rule'], class: row['class'] });
    }
  });

  it('weighs one valid ID as links do', async () => {
    const answers = await asked('links', (links) =>
      links.filter((row) => row['class'] === 'certain').slice(0, 2),
    );
    expect(answers).toHaveLength(2);
    for (const { row, nodes, weighed } of answers) {
      expect(nodes).toMatchObject({ same_node: true, same_id: true });
      expect(weighed?.['match_weight']).toBe(row['match_weight']);
    }
  });
});
