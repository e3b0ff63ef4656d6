import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLists } from '../../src/run/find-lists.js';

let room: string;
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-lists-'));
  mkdirSync(join(room, '填好[1]', '东坪乡'), { recursive: true });
  mkdirSync(join(room, '空'));
  for (const file of ['b.csv', 'a.XLSX', '~$a.xlsx', '.hidden.csv', '说明.txt', join('东坪乡', 'c.csv')])
    writeFileSync(join(room, '填好[1]', file), '');
});
afterAll(() => {
  rmSync(room, { recursive: true, force: true });
});

it('a folder stands for all lists in it and below, without lock files and others', () => {
  const folder = join(room, '填好[1]');
  expect(findLists([folder])).toEqual([
    join(folder, 'a.XLSX'),
    join(folder, 'b.csv'),
    join(folder, '东坪乡', 'c.csv'),
  ]);
  expect(findLists([folder, join(folder, 'b.csv')])).toHaveLength(3);
});

it('a pattern stands for what it matches, where the shell hands it on', () => {
  const pattern = join(room, '*', '*.csv');
  expect(findLists([pattern])).toEqual([join(room, '填好[1]', 'b.csv')]);
  expect(() => findLists([join(room, '*.csv')])).toThrow('no list in it');
});

it('an empty folder is an error, and a file that is missing is left to whoever opens it', () => {
  expect(() => findLists([join(room, '空')])).toThrow('no list in it');
  expect(findLists([join(room, 'missing.csv')])).toEqual([join(room, 'missing.csv')]);
});
