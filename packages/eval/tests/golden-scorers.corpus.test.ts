import { readFileSync } from 'node:fs';
import { corpusFile } from '@sluice/corpus';
import { describe, expect, test } from 'vitest';
import { metricSections } from './golden-scorers/metric-sections.ts';
import type { Golden, GoldenSection, GoldenSections, Row } from './golden-scorers/sections.ts';
import { textSections } from './golden-scorers/text-sections.ts';
import { type Check, newCheck, watchRow } from './golden-stats/check.ts';

/** Where the numbers come from: words about the file, nothing to compare. */
const prose = ['source', 'definition', 'derived_from'];

const sections: GoldenSections = { ...textSections, ...metricSections };
const source = corpusFile('golden-scorers.json');

describe.skipIf(source === undefined)('golden-scorers.json', () => {
  const golden: Golden = source === undefined ? {} : JSON.parse(readFileSync(source, 'utf8'));
  const parts = Object.entries(golden).flatMap(([name, section]) =>
    Object.keys(section).map((part): [string, string] => [name, part]),
  );

  test.each(parts.filter(([, part]) => !prose.includes(part)))('%s.%s', async (name, part) => {
    const compare = sections[`${name}.${part}`];
    if (compare === undefined) throw new Error(`golden-scorers.json has a section of unknown form: ${name}.${part}`);
    const value = golden[name]?.[part];
    const rows = Array.isArray(value) ? value : [value];
    const check = newCheck();
    for (const row of rows) await compareRow(row, { compare, check, golden });
    console.log(
      `golden-scorers ${name}.${part}: ${rows.length} rows, ${check.compared} comparisons, ${check.problems.length} differ`,
    );
    expect(check.problems).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });
});

interface Comparing {
  readonly compare: GoldenSection;
  readonly check: Check;
  readonly golden: Golden;
}

/** Something of each row must be compared, and each of its keys read. */
async function compareRow(row: unknown, { compare, check, golden }: Comparing): Promise<void> {
  const before = check.compared;
  if (row === null || typeof row !== 'object' || Array.isArray(row)) await compare(row, check, golden);
  else {
    const { watched, unread } = watchRow(row as Row, ['id', 'note', 'where', 'description', 'keyword']);
    await compare(watched, check, golden);
    for (const key of unread()) check.equal(`key ${key} is read`, false, true);
  }
  expect(check.compared).toBeGreaterThan(before);
}
