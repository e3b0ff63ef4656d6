import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/config/package-root.js';

interface Cruised {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
    readonly totalCruised: number;
  };
  readonly modules: readonly { readonly source: string }[];
}

/** The checker exits with 0 on a folder in which it sees nothing, so its answer is read, not its exit code. */
function cruise(root: string): Cruised {
  const program = join(packageRoot(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { stdout } = spawnSync(
    process.execPath,
    [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  return JSON.parse(stdout) as Cruised;
}

function sourceFiles(root: string): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `src/${file}`);
}

describe('the floors of the house', () => {
  it('hold, and the checker saw every module', () => {
    const { summary, modules } = cruise(packageRoot());
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    const seen = new Set(modules.map((module) => module.source));
    expect(sourceFiles(packageRoot()).filter((file) => !seen.has(file))).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
  });

  describe('are watched', () => {
    let copy: string;
    beforeAll(() => {
      copy = mkdtempSync(join(tmpdir(), 'yingbao-imports-'));
      for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
        cpSync(join(packageRoot(), name), join(copy, name), { recursive: true });
      }
      symlinkSync(join(packageRoot(), 'node_modules'), join(copy, 'node_modules'));
      const planted: Readonly<Record<string, string>> = {
        'src/normalize/planted-up.ts':
          "import { loadProject } from '../config/project.js';\nexport const up = loadProject;\n",
        'src/rules/planted-sideways.ts':
          "import type { WrittenWorklist } from '../followup/worklist.js';\nexport type Sideways = WrittenWorklist;\n",
        'src/model/planted-file.ts':
          "import { readFileSync } from 'node:fs';\nexport const file = readFileSync;\n",
        'src/run/planted-driver.ts':
          "import { DuckDBInstance } from '@duckdb/node-api';\nexport const driver = DuckDBInstance;\n",
        'src/report/planted-cycle-a.ts':
          "import { b } from './planted-cycle-b.js';\nexport const a = (): unknown => b;\n",
        'src/report/planted-cycle-b.ts':
          "import { a } from './planted-cycle-a.js';\nexport const b = (): unknown => a;\n",
        'src/cli/planted-dev.ts': "import fc from 'fast-check';\nexport const dev = fc;\n",
        'src/cli/planted-nowhere.ts':
          "import { nowhere } from './no-such-file.js';\nexport const gone = nowhere;\n",
      };
      for (const [file, text] of Object.entries(planted)) writeFileSync(join(copy, file), text);
    });
    afterAll(() => {
      rmSync(copy, { recursive: true, force: true });
    });

    it('so that every kind of breach is found', () => {
      const found = cruise(copy)
        .summary.violations.filter(({ from }) => from.includes('planted'))
        .map(({ rule, from }) => `${rule.name} ${from.split('/').at(-1)}`);
      expect(found).toEqual(
        expect.arrayContaining([
          'floors-normalize planted-up.ts',
          'floors-rules planted-sideways.ts',
          'pure-below planted-file.ts',
          'engine-driver-in-one-place planted-driver.ts',
          'no-cycles planted-cycle-a.ts',
          'no-dev-dependencies-in-the-product planted-dev.ts',
          'resolvable planted-nowhere.ts',
        ]),
      );
    });
  });
});
