import { expect, test } from 'vitest';
import { suggest, suggestionHint } from './suggest.ts';

test('finds what was probably meant', () => {
  const names = ['classify', 'customer', 'order_facts', 'send'];
  expect(suggest('clasify', names)).toBe('classify');
  expect(suggest('csutomer', names)).toBe('customer');
  expect(suggest('Send', names)).toBe('send');
  expect(suggest('order_fact', names)).toBe('order_facts');
});

test('keeps quiet where nothing is near', () => {
  expect(suggest('billing', ['classify', 'customer'])).toBeUndefined();
  expect(suggest('x', [])).toBeUndefined();
});

test('without a suggestion, the hint lists what there is', () => {
  expect(suggestionHint('billing', ['a', 'b'], 'steps')).toBe('steps: a, b');
  expect(suggestionHint('x', [], 'steps')).toBeUndefined();
  const many = Array.from({ length: 15 }, (_, index) => `name_${index}`);
  expect(suggestionHint('zzz', many, 'steps')).toMatch(/, and 3 more$/);
});
