import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestUrl } from './request-url.ts';

const base = new URL('https://crm.example.com/v2/');

test('joins the base, the path with its values, and the query', () => {
  const parts = {
    path: '/customers/{id}/notes',
    params: { id: 'a/b?c#d é' },
    query: { q: 'x&y=1', n: [1, 2], no: null },
  };
  expect(requestUrl(base, parts).href).toBe(
    'https://crm.example.com/v2/customers/a%2Fb%3Fc%23d%20%C3%A9/notes?q=x%26y%3D1&n=1&n=2',
  );
  expect(requestUrl(base, { path: 'search?kind=a', params: {}, query: { n: true } }).href).toBe(
    'https://crm.example.com/v2/search?kind=a&n=true',
  );
});

test.each([
  ['/customers/{id}', { id: '..' }],
  ['/customers/{id}', { id: '.' }],
  ['/customers/{id}', { id: '' }],
  ['/customers/{id}', {}],
  ['/customers/{id}', { id: ['a'] }],
  ['/customers/{a}{b}', { a: '.', b: '.' }],
  ['/customers/.{a}/admin', { a: '.' }],
  ['/../admin', {}],
  ['/%2e%2e/admin', {}],
  ['/%2E./admin', {}],
  ['/a/..', {}],
  ['//evil.test/x', {}],
  ['\\\\evil.test\\x', {}],
  ['/a\\..\\b', {}],
  ['/a#b', {}],
  ['/a\n/b', {}],
  ['/{__proto__}', {}],
  ['/{constructor}', {}],
])('refuses %s with %j', (path, params) => {
  expect(() => requestUrl(base, { path, params, query: {} })).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ type: 'invalid_request' }) }),
  );
});

test('whatever the values are, the request stays below the base, and the value arrives as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (id, q) => {
      const parts = { path: '/customers/{id}', params: { id }, query: { q } };
      let url: URL;
      try {
        url = requestUrl(base, parts);
      } catch {
        return ['', '.', '..'].includes(id);
      }
      const [, ...rest] = url.pathname.split('/v2/customers/');
      return (
        url.origin === base.origin &&
        rest.length === 1 &&
        decodeURIComponent(rest[0] ?? '') === id.toWellFormed() &&
        url.searchParams.get('q') === q.toWellFormed()
      );
    }),
    { numRuns: 2000, seed: 3 },
  );
});
