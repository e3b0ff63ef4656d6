import { expect, it } from 'vitest';
import * as library from '../src/index.js';

it('offers what the commands do as functions', () => {
  const names = Object.keys(library).sort();
  expect(names).toEqual([
    'YingbaoError',
    'explainForReader',
    'initProject',
    'matchFiles',
    'runProject',
    'validateExports',
  ]);
});
