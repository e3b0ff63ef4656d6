import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validateExports } from '../../src/run/validate-exports.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-validated-'));
  mkdirSync(join(folder, 'scratch'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function validate(): ReturnType<typeof validateExports> {
  return validateExports({
    projectFolder: folder,
    registries: [],
    maxPlaces: 10,
    now: new Date('2026-11-01T00:00:00Z'),
    scratchFolder: join(folder, 'scratch'),
  });
}

describe('validateExports leaves no scratch folder behind', () => {
  it('when the project file is refused', async () => {
    writeFileSync(join(folder, 'yingbao.yaml'), 'version: 7\n');
    await expect(validate()).rejects.toMatchObject({ code: 'E_PROJECT_INVALID' });
    expect(existsSync(join(folder, 'scratch'))).toBe(false);
  });

  it('when exports were checked', async () => {
    writeFileSync(
      join(folder, 'yingbao.yaml'),
      'version: 1\nregistries:\n  deaths: { kind: death, files: 死亡.csv, asOf: 2026-10-31 }\n',
    );
    writeFileSync(join(folder, '死亡.csv'), '姓名,死亡日期\n陈美,2026-01-01\n');
    await expect(validate()).resolves.toMatchObject([{ totals: { loaded: 1, error: 0 } }]);
    expect(existsSync(join(folder, 'scratch'))).toBe(false);
  });
});
