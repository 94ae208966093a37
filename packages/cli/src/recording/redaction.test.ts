import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redaction } from './redaction.ts';

const clean = redaction(['\\b[\\w.]+@[\\w.]+\\b', '\\+\\d{6,}'], ['hunter22-long']);

test('secrets and matches are taken out at any depth, in keys too', () => {
  expect(
    clean.redact({ a: ['to mia@example.com', 1, null], 'hunter22-long': { b: 'is hunter22-long, +49123456' } }),
  ).toEqual({
    a: ['to [redacted]', 1, null],
    '[secret]': { b: 'is [secret], [redacted]' },
  });
});

test('what was redacted once stays as it is: a replay asks with redacted texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.emailAddress(), (value, mail) => {
      const once = clean.redact([value, `x ${mail} y`]);
      expect(clean.redact(once)).toEqual(once);
    }),
  );
});

test.each(['[', '.*', '\\w+'])('%s is refused', (pattern) => {
  expect(() => redaction([pattern], [])).toThrow(/--redact/u);
});
