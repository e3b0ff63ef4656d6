import { expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { recognisedStep } from '../../src/rules/recognised.js';

it('takes back claims that no cover was found, and none that rest on other lists', () => {
  const rules = loadRules(assetPath('src', 'rules', 'packs'), null);
  const step = recognisedStep(rules);
  const sql = step.kind === 'sql' ? step.sql : '';
  for (const id of ['M01', 'M03', 'M07']) expect(sql).toContain(`'${id}'`);
  for (const id of ['M05', 'M14', 'W01', 'D05']) expect(sql).not.toContain(`'${id}'`);
});
