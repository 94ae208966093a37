import { readFileSync } from 'node:fs';
import { corpusFile } from '@sluice/corpus';
import { describe, expect, test } from 'vitest';
import { runSection, type Section } from './golden-stats/check.ts';
import { distributionSections } from './golden-stats/distribution-sections.ts';
import { furtherSections } from './golden-stats/further-sections.ts';
import { meanSections } from './golden-stats/mean-sections.ts';
import { rateSections } from './golden-stats/rate-sections.ts';
import { ratioSections } from './golden-stats/ratio-sections.ts';

const sections: Record<string, Section> = { ...rateSections, ...meanSections, ...ratioSections, ...furtherSections };
const source = corpusFile('golden-stats.json');

describe.skipIf(source === undefined)('golden-stats.json', () => {
  const golden: Record<string, unknown> = source === undefined ? {} : JSON.parse(readFileSync(source, 'utf8'));
  const { meta: _, distributions = {}, ...others } = golden;

  test.each(Object.entries(others))('%s', (name, rows) => compare(name, rows, sections[name]));
  test.each(Object.entries(distributions as object))('distributions: %s', (name, rows) =>
    compare(name, rows, distributionSections[name]),
  );
});

function compare(name: string, rows: unknown, section: Section | undefined): void {
  if (section === undefined) throw new Error(`golden-stats.json has a section of unknown form: ${name}`);
  const check = runSection(rows, section);
  console.log(`golden-stats ${name}: ${check.compared} comparisons, ${check.problems.length} differ`);
  expect(check.problems).toEqual([]);
  expect(check.compared).toBeGreaterThan(0);
}
