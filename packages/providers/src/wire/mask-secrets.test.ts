import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

test.for([
  ['Incorrect API key provided: test-key. You can', 'Incorrect API key provided: ***. You can'],
  ['Incorrect API key provided: sk-proj-abc****wxyz. Find', 'Incorrect API key provided: ***. Find'],
  ['Authorization: Bearer abcdef.ghi', 'Authorization: Bearer ***'],
  ['https://x.test/v1?key=AIzaSyD-123456789_abc&alt=sse', 'https://x.test/v1?key=***&alt=sse'],
  ['key AIzaSyD-123456789_abc is bad', 'key *** is bad'],
  ['token eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM.sig', 'token ***'],
  ['gsk_abcdefgh and xai-abcdefgh', '*** and ***'],
  ['{"api_key":"hunter2"}', '{"api_key":"***"}'],
])('%s', ([text = '', masked]) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.for([
  'The model `gpt-5.2-proo` does not exist',
  'Access denied due to invalid subscription key or wrong API endpoint.',
  'You can obtain an API key from https://console.x.ai.',
  'prompt is too long: 3333404 tokens > 200000 maximum',
])('leaves ordinary words alone: %s', (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test('a given secret is gone wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ minLength: 3 }).filter((secret) => !'***'.includes(secret)),
      fc.string(),
      (before, secret, after) => {
        const masked = maskSecrets(`${before}\n${secret}\n${after}\n${secret}`, [secret]);
        // What is left after masking may form the secret anew only if the secret is made of stars.
        expect(masked.includes(secret) && !secret.includes('*')).toBe(false);
      },
    ),
  );
});
