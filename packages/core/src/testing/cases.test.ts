import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../errors/catalogue.ts';
import { describeFinding, describePlan, planCase } from './plan-case.ts';
import { readCases } from './read-cases.ts';

const folder = new URL('../../cases/', import.meta.url);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const cases = files.map((file) => ({
  file,
  cases: readCases(readFileSync(new URL(file, folder), 'utf8')).filter(
    (item) => item.expect.diagnostics !== undefined || item.expect.plan !== undefined,
  ),
}));

for (const { file, cases: items } of cases) {
  describe(file, () => {
    test.each(items)('$name', (item) => {
      const planned = planCase(item, sha256);
      const expected = item.expect.diagnostics ?? [];
      const found = (planned.ok ? planned.warnings : planned.diagnostics).map(describeFinding);
      // A case may leave out the message and the hint, never the code and the place.
      const compared = found.map((finding, index) => {
        const { message, hint } = expected[index] ?? {};
        return {
          code: finding.code,
          at: finding.at,
          ...(message === undefined ? {} : { message: finding.message }),
          ...(hint === undefined ? {} : { hint: finding.hint }),
        };
      });
      expect(compared).toEqual(expected);
      const { plan } = item.expect;
      if (plan === undefined) return;
      if (!planned.ok) throw new Error('the pipeline has no plan');
      expect(describePlan(planned.value)).toMatchObject(plan);
    });
  });
}

test('every code of the catalogue has a case', () => {
  const shown = new Set(
    cases.flatMap(({ cases: items }) =>
      items.flatMap((item) => (item.expect.diagnostics ?? []).map((found) => found.code)),
    ),
  );
  const without = catalogue.map((entry) => entry.code).filter((code) => !shown.has(code) && !unreachable.has(code));
  expect(without).toEqual([]);
});

/**
 * Codes of the YAML parser that no text brings forth with our options, kept so that none is ever without words;
 * nesting that ends its stack is tested beside the parser.
 */
const unreachable: ReadonlySet<string> = new Set([
  'yaml/impossible',
  'yaml/syntax',
  'yaml/non-string-key',
  'yaml/bad-collection-type',
  'yaml/resource-exhaustion',
]);

test('codes are unique and named area/kebab-name', () => {
  const codes = catalogue.map((entry) => entry.code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
});

test('every file has cases with names of their own', () => {
  for (const { file, cases: items } of cases) {
    const names = items.map((item) => item.name);
    expect([file, names.length]).not.toEqual([file, 0]);
    expect(new Set(names).size).toBe(names.length);
  }
});
