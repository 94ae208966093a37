import { expect, test } from 'vitest';
import { addressOf, closestAddress, meansPath } from './step-address.ts';

test.each([
  ['classify', 'classify', true],
  ['classify', 'classified', false],
  ['classify', 'classify/inner', false],
  ['facts/order', 'facts[2]/order', true],
  ['facts[2]/order', 'facts[2]/order', true],
  ['facts[1]/order', 'facts[2]/order', false],
  ['facts[2]', 'facts', false],
  ['route/x', 'route.case0/x', true],
  ['route.case1/x', 'route.case0/x', false],
  ['route.else/x', 'route.else/x', true],
  ['a/b/c', 'a[0]/b.catch/c', true],
])('%s means %s: %s', (address, path, expected) => {
  expect(meansPath(address, path)).toBe(expected);
});

test('an address is a path without its instances and blocks', () => {
  expect(addressOf('a[10]/b.catch/c')).toBe('a/b/c');
});

test('the address that names the instance wins, wherever it stands', () => {
  const addresses = ['facts/order', 'facts[2]/order', 'other'];
  expect(closestAddress(addresses, 'facts[2]/order')).toBe('facts[2]/order');
  expect(closestAddress(addresses.toReversed(), 'facts[2]/order')).toBe('facts[2]/order');
  expect(closestAddress(addresses, 'facts[1]/order')).toBe('facts/order');
  expect(closestAddress(addresses, 'nothing')).toBeUndefined();
});
