import { expect, it } from 'vitest';
import { parseProject } from '../../src/config/project.js';
import { noticeText, type NoticeInput } from '../../src/run/notice-text.js';
import { registryTitles } from '../../src/run/registry-titles.js';

const PROJECT = `
registries:
  vehicle: { kind: custom, files: v.csv }
  rent_subsidy: { kind: custom, files: r.csv, title: 住房租赁补贴 }
  school: { kind: custom, files: s.csv }
`;

it('calls lists of other departments by their names', () => {
  const names = ['vehicle', 'rent_subsidy', 'school'];
  const finding = { sources: JSON.stringify(names.map((registry) => ({ registry, file: 'x', line: 2 }))) };
  const registries = names.map((registry) => ({ registry, kind: 'custom', asOf: '2026-10-31' }));
  const text = noticeText({
    finding,
    manifest: { registries },
    rule: null,
    titles: registryTitles(parseProject(PROJECT, 'yingbao.yaml')),
    office: '某局',
    contact: null,
    told: '2026-11-28',
    objectBy: '2026-12-28',
    pauseDays: 60,
  } as unknown as NoticeInput);
  expect(text).toContain('    - 机动车登记，数据截至 2026-10-31，1 条记录');
  expect(text).toContain('    - 住房租赁补贴，数据截至 2026-10-31，1 条记录');
  expect(text).toContain('    - 其他部门数据（school），数据截至');
});
