import { expect, it } from 'vitest';
import { normalizeSex } from '../../src/normalize/sex.js';

it.each(['男', '男性', ' 男 ', '1', '1.0', 'M', 'm', 'Male', '1-男', '男（1）'])('%j is M', (raw) => {
  expect(normalizeSex(raw)).toBe('M');
});

it.each(['女', '女性', '2', "'2", 'F', 'female', '2-女', '女(2)'])('%j is F', (raw) => {
  expect(normalizeSex(raw)).toBe('F');
});

it.each(['', '0', '9', '未知', '男女', '男/女', '其他', '-'])('%j says nothing', (raw) => {
  expect(normalizeSex(raw)).toBeNull();
});
