import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../src/config/package-root.js';
import { VOCABULARY_NAMES } from '../src/model/vocabularies.js';
import { FINDING_COLUMNS } from '../src/model/finding.js';
import { REGISTRY_KINDS } from '../src/model/registry-kinds.js';
import { EXIT_CODES } from '../src/cli/exit-codes.js';
import { loadRules } from '../src/rules/load-rules.js';
import { yingbao } from './cli/program.js';

function read(...parts: readonly string[]): string {
  return readFileSync(assetPath(...parts), 'utf8');
}

const manual = read('docs', 'manual.md');
const readme = read('README.md');
const twin = read('README.zh-CN.md');
const rules = loadRules(assetPath('src', 'rules', 'packs'), null);

/** Commands as the program's own help lists them. */
async function commands(): Promise<readonly string[]> {
  const { out } = await yingbao(['--help', '--lang', 'en']);
  const list = out.slice(out.indexOf('Commands:'));
  return [...list.matchAll(/^ {2}([a-z]+)\b/gm)].flatMap(([, name]) => name ?? []);
}

/** Long options of a command's help. */
async function optionsOf(args: readonly string[]): Promise<readonly string[]> {
  const { out } = await yingbao([...args, '--help', '--lang', 'en']);
  return [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].flatMap(([, name]) => name ?? []);
}

describe('the manual and the READMEs', () => {
  it('name every command', async () => {
    const all = await commands();
    expect(all.length).toBeGreaterThanOrEqual(6);
    for (const command of all) {
      for (const [name, text] of [
        ['manual', manual],
        ['README', readme],
        ['README.zh-CN', twin],
      ] as const) {
        expect(new RegExp(`\\b${command}\\b`).test(text), `${command} in ${name}`).toBe(true);
      }
    }
  });

  it('name every option', async () => {
    const missing: string[] = [];
    for (const args of [[], ...(await commands()).map((command) => [command])]) {
      const options = await optionsOf(args);
      expect(options, args.join(' ')).toContain('--help');
      missing.push(
        ...options
          .filter((option) => !new RegExp(`${option}(?![a-z-])`).test(manual))
          .map((option) => [...args, option].join(' ')),
      );
    }
    expect(missing).toEqual([]);
  });

  it('name every exit code', () => {
    for (const code of Object.values(EXIT_CODES)) {
      expect(manual, `${code} in the manual`).toMatch(new RegExp(`(?:^\\| |, )${code}\\b`, 'm'));
      expect(readme, `${code} in the README`).toMatch(new RegExp(`\\b${code}\\b`));
    }
  });

  it('name every kind of registry', () => {
    expect(REGISTRY_KINDS.filter((kind) => !manual.includes(kind))).toEqual([]);
  });

  it('are twins: the same commands, the same links', () => {
    const links = (text: string): readonly string[] =>
      [...text.matchAll(/\]\((docs\/[^)]+)\)/g)].flatMap(([, link]) => link ?? []).sort();
    expect(links(twin)).toEqual(links(readme));
    // Names of folders and files may be translated; commands and options may not.
    const shell = (text: string): readonly string[] =>
      [...text.matchAll(/^(?:npm|npx) [^#\n]+/gm)].map(([line]) => {
        const [tool, name, ...others] = line.trim().split(/\s+/);
        return [tool, name, ...others.filter((word, index) => index === 0 || word.startsWith('--'))].join(
          ' ',
        );
      });
    expect(shell(readme).length).toBeGreaterThan(5);
    expect(shell(twin)).toEqual(shell(readme));
  });
});

describe('the rules', () => {
  it.each(rules.map((rule) => rule.id))('%s stands in docs/rules.md with its parameters', (id) => {
    const text = read('docs', 'rules.md');
    expect(text).toContain(id);
    const rule = rules.find((one) => one.id === id);
    for (const parameter of Object.keys(rule?.parameters ?? {})) expect(text, parameter).toContain(parameter);
  });
});

describe('the contracts', () => {
  it('describe every column of findings', () => {
    const text = read('docs', 'contracts.md');
    expect(FINDING_COLUMNS.filter((column) => !text.includes(column))).toEqual([]);
  });
});

describe('the documents', () => {
  const files = [
    'README.md',
    'README.zh-CN.md',
    ...readdirSync(assetPath('docs'))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ];

  it.each(files)('%s links to nothing that is not there', (file) => {
    const targets = [...read(...file.split('/')).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(
      ([, target]) => target ?? [],
    );
    const lost = targets.filter(
      (target) => !/^[a-z]+:/.test(target) && !existsSync(join(assetPath(dirname(file)), target)),
    );
    expect(lost).toEqual([]);
  });

  it.each(files)('%s names no file of the source that is not there', (file) => {
    const named = [
      ...read(...file.split('/')).matchAll(/`((?:src|data|docs|scripts|test|fixtures)\/[A-Za-z0-9_./-]+)`/g),
    ].flatMap(([, path]) => path ?? []);
    expect(named.filter((path) => !existsSync(assetPath(path)))).toEqual([]);
  });

  it('know the vocabularies that the project file may map', () => {
    expect(VOCABULARY_NAMES.length).toBeGreaterThan(5);
    expect(manual).toContain('mappings');
  });
});
