import { expect, it } from 'vitest';
import { parseProject } from '../../src/config/project.js';
import { registryMappings } from '../../src/config/registry-mappings.js';
import { openBench } from './export-builder.js';

const PROJECT = `
registries:
  a: { kind: insurance, files: a.csv, mappings: { memberStatus: { 3: 终止参保 } } }
  b: { kind: insurance, files: b.csv, mappings: { memberStatus: { 3: paused, 4: ended } } }
mappings: { memberStatus: { 4: none }, assistedClass: { 甲: dibao } }
`;

it('one code may mean different things in two registries', async () => {
  const project = parseProject(PROJECT, 'yingbao.yaml');
  const mappings = (name: string): ReturnType<typeof registryMappings> => {
    const config = project.registries[name];
    if (config === undefined) throw new Error(name);
    return registryMappings(project, config);
  };
  expect(mappings('a')).toEqual({ memberStatus: { 3: 'ended', 4: 'none' }, assistedClass: { 甲: 'dibao' } });
  const bench = await openBench(project.mappings);
  try {
    const file = bench.file(
      'insurance.csv',
      '姓名,参保状态,资助参保身份\n张三,3,甲\n李四,４,\n王五,正常,\n钱六,３,\n',
    );
    const read = async (name: string): Promise<unknown[]> => {
      const snapshot = await bench.ingest({ kind: 'insurance', files: [file], mappings: mappings(name) });
      return (await bench.records(snapshot)).map((row) => row['member_status']);
    };
    expect(await read('a')).toEqual(['ended', 'none', 'normal', 'ended']);
    expect(await read('b')).toEqual(['paused', 'ended', 'normal', 'paused']);
  } finally {
    await bench.close();
  }
});
