import type { Json } from '@sluice/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from './differences.ts';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

test('everything is as itself, and objects may hold more than is expected', () => {
  fc.assert(fc.property(json, (value) => differences('x', value, value).length === 0));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), json, (expected, more) => {
      const actual = { own: { ...expected, '\u0000more': more } };
      return differences('x', { own: expected }, actual).length === 0;
    }),
  );
});

test('each difference stands at its own place', () => {
  const expected = { a: 1, list: [{ b: 2 }, 3], gone: null, longer: [1] };
  const actual = { a: '1', list: [{ b: 5, c: 1 }, 3], more: 1, longer: [1, 2] };
  expect(differences('outputs', expected, actual)).toEqual([
    { path: 'outputs.a', expected: 1, actual: '1' },
    { path: 'outputs.list[0].b', expected: 2, actual: 5 },
    { path: 'outputs.gone', expected: null, actual: undefined },
    { path: 'outputs.longer', expected: [1], actual: [1, 2] },
  ]);
});
