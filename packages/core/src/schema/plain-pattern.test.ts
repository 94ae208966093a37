import { expect, test } from 'vitest';
import { linearRegExp } from './linear-reg-exp.ts';
import { isPlainPattern } from './plain-pattern.ts';

test('knows patterns that cannot run long', () => {
  for (const pattern of [
    '^C[0-9]+$',
    '^[a-z][a-z0-9_]*[?!]?$',
    '^https?://[^/]',
    '^[0-9]{1,9}(\\.[0-9]{1,6})?(ms|s)$',
    '^x-',
  ]) {
    expect([pattern, isPlainPattern(pattern)]).toEqual([pattern, true]);
  }
});

test('leaves all others to the linear engine', () => {
  for (const pattern of [
    '^(a+)+$',
    'a*b',
    '^a*a*b$',
    '^(a|a)*$',
    '^(a?){20}$',
    '^a?a?a?a?b$',
    '^((a))$',
    '^a{200}$',
    '^(?=a)',
    '^\\1$',
  ]) {
    expect([pattern, isPlainPattern(pattern)]).toEqual([pattern, false]);
  }
});

test('a pattern that hangs others is matched at once', () => {
  expect(linearRegExp('^(a+)+$', 'u').test(`${'a'.repeat(50_000)}b`)).toBe(false);
  expect(linearRegExp('^[a-z]*$', 'u').test(`${'a'.repeat(50_000)}B`)).toBe(false);
  expect(() => linearRegExp('^(?=a)b', 'u')).toThrow();
});

test('both engines agree', () => {
  const texts = [
    '',
    'C12',
    'c12',
    'C',
    'http://a',
    'https:///',
    '5ms',
    '1.5s',
    '1.s',
    'x-a',
    'ab_1?',
    'ab!?',
    'a\n',
    'é',
  ];
  for (const pattern of [
    '^C[0-9]+$',
    '^[a-z][a-z0-9_]*[?!]?$',
    '^https?://[^/]',
    '^[0-9]{1,9}(\\.[0-9]{1,6})?(ms|s)$',
    '^x-',
  ]) {
    const native = new RegExp(pattern, 'u');
    // A group that is not needed hides the pattern from the quick way.
    const linear = linearRegExp(`(?:${pattern})`, 'u');
    for (const text of texts)
      expect([pattern, text, linearRegExp(pattern, 'u').test(text), linear.test(text)]).toEqual([
        pattern,
        text,
        native.test(text),
        native.test(text),
      ]);
  }
});
