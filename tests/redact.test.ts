import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// @boundaries-ignore the content that is tested stands in no package
import { redactPii } from '../pipelines/lib/redact.ts';

describe('personal data is masked', () => {
  test.each([
    ['write to a.b+c@mail.example.co.uk.', 'write to [email].', 1],
    ['Ann <ann@example.com>, Bo <bo@example.com>', 'Ann <[email]>, Bo <[email]>', 2],
    ['card 4242 4242 4242 4242 please', 'card [card] please', 1],
    ['card 5555-5555-5555-4444', 'card [card]', 1],
    ['amex 378282246310005', 'amex [card]', 1],
    ['to GB82 WEST 1234 5698 7654 32.', 'to [iban].', 1],
    ['DE89370400440532013000', '[iban]', 1],
    ['IBAN : FR14 2004 1010 0505 0001 3M02 606', 'IBAN : [iban]', 1],
    ['call +1 202 555 0143 today', 'call [phone] today', 1],
    ['call (202) 555-0178 or 202-555-0119', 'call [phone] or [phone]', 2],
    ['+44 20 7946 0958, 030 23125 044', '[phone], [phone]', 2],
    ['+33 1 99 00 47 12', '[phone]', 1],
    ['p.adeyemi@example.com | +1-202-555-0187', '[email] | [phone]', 2],
  ])('%s', (text, masked, removed) => {
    expect(redactPii({ text })).toEqual({ text: masked, removed });
  });
});

describe('what support needs to read stays', () => {
  test.each([
    ['invoice INV-20931, order 4500118723'],
    ['on 03.11.2026 and 2026-11-03 at 14:32'],
    ['4,500.00 euros, 96.00 and 588 dollars'],
    ['ticket T0085 of customer C1062'],
    ['the number 4242 4242 4242 4243 fails the check of cards'],
    ['GB82 WEST 1234 5698 7654 33 fails the check of IBANs'],
    ['version 8.2, iOS 27, 1,200 users, error 429'],
    ['mention @everyone, or a@b without a domain'],
    ['the path https://tidewell.example/b/20931?x=1'],
  ])('%s', (text) => {
    expect(redactPii({ text })).toEqual({ text, removed: 0 });
  });
});

test('a redacted text is left as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const once = redactPii({ text }).text;
      expect(redactPii({ text: once })).toEqual({ text: once, removed: 0 });
    }),
  );
});

test('what surrounds personal data is kept', () => {
  const word = fc.stringMatching(/^[a-z]{1,10}$/u);
  const secret = fc.constantFrom(
    'mia@example.org',
    '4111 1111 1111 1111',
    'NL91 ABNA 0417 1643 00',
    '+49 30 23125 017',
  );
  fc.assert(
    fc.property(word, secret, word, (before, found, after) => {
      const { text, removed } = redactPii({ text: `${before}, ${found}, ${after}` });
      expect(removed).toBe(1);
      expect(text).toMatch(new RegExp(`^${before}, \\[[a-z]+\\], ${after}$`, 'u'));
    }),
  );
});

test.each(['+', '1 ', '(0)', 'a@', 'a.', 'A1', 'AB12 '])('a text of many "%s" takes no time', (part) => {
  const started = performance.now();
  redactPii({ text: part.repeat(20_000 / part.length) });
  // Quadratic work on 20,000 characters would take far longer than this, even on a busy machine.
  expect(performance.now() - started).toBeLessThan(2_000);
});
