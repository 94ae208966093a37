import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../errors/diagnostic.ts';
import { casePath, type PlanCase, planCase } from '../testing/plan-case.ts';
import { readCases } from '../testing/read-cases.ts';

const folder = new URL('../../cases/', import.meta.url);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const seeds = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => readCases(readFileSync(new URL(name, folder), 'utf8')))
  .filter((item) => typeof item.pipeline === 'string' && item.pipeline.length < 3000);

const words = [
  ...new Set(seeds.flatMap((item) => item.pipeline.match(/[\w.]+|\$\{|\}\}|\{\{|[[\]{}:,"'|>&*!#-]/g) ?? [])),
];

const runs = process.env['SLUICE_PROVE'] === '1' ? 20_000 : 400;

interface Change {
  readonly how: 'delete' | 'insert' | 'replace' | 'double' | 'drop-line' | 'indent' | 'splice';
  readonly at: number;
  readonly length: number;
  readonly word: string;
}

// Most changes should leave YAML, so that the planner is reached and not only the parser.
const mostlyReplace: readonly Change['how'][] = new Array<Change['how']>(18).fill('replace');

const change = fc.record<Change>({
  how: fc.constantFrom<Change['how']>(...mostlyReplace, 'delete', 'insert', 'double', 'drop-line', 'indent', 'splice'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.integer({ min: 1, max: 12 }),
  word: fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4, unit: 'binary' })),
});

function mutate(text: string, { how, at, length, word }: Change): string {
  const offset = Math.floor(at * text.length);
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  switch (how) {
    case 'delete':
      return text.slice(0, offset) + text.slice(offset + length);
    case 'insert':
      return text.slice(0, offset) + word + text.slice(offset);
    case 'replace':
      return text.slice(0, offset) + text.slice(offset).replace(/[\w.]+/, () => (/^\w/.test(word) ? word : 'other'));
    case 'double':
      return [...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)].join('\n');
    case 'drop-line':
      return lines.filter((_, index) => index !== line).join('\n');
    case 'indent':
      return lines.map((value, index) => (index === line ? ' '.repeat(length % 5) + value : value)).join('\n');
    case 'splice':
      return text.slice(0, offset) + (seeds[Math.floor(at * seeds.length)]?.pipeline.slice(offset) ?? '');
  }
}

test(`${runs} mutated pipelines: no crash, no hang, every finding inside its file`, () => {
  let slowest = 0;
  let planned = 0;
  let findings = 0;
  let unread = 0;
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 3 }), (seed, changes) => {
      const item: PlanCase = { ...seed, pipeline: changes.reduce(mutate, seed.pipeline) };
      const start = performance.now();
      const result = planCase(item, sha256);
      slowest = Math.max(slowest, performance.now() - start);
      if (result.ok) planned++;
      for (const finding of result.ok ? result.warnings : result.diagnostics) {
        findings++;
        if (finding.code.startsWith('yaml/')) unread++;
        checkPlace(finding, item);
      }
    }),
    { numRuns: runs, seed: 11, interruptAfterTimeLimit: 1_800_000, markInterruptAsFailure: true },
  );
  console.log(
    `${runs} documents: ${planned} planned, ${findings} findings (${unread} of YAML), slowest ${slowest.toFixed(0)} ms`,
  );
  // A defect that grows without bound shows as seconds; a noisy machine does not.
  expect(slowest).toBeLessThan(process.env['SLUICE_PROVE'] === '1' ? 1000 : 10_000);
}, 1_900_000);

function checkPlace({ at, code, message }: Diagnostic, item: PlanCase): void {
  const text = at.file === casePath ? item.pipeline : item.files?.[at.file.replace(/^\/case\//, '')];
  if (text === undefined) throw new Error(`${code} in a file that is not there: ${at.file}`);
  const { start, end } = at;
  if (start.offset < 0 || end.offset > text.length || start.offset > end.offset) {
    throw new Error(`${code} outside the file: ${start.offset}-${end.offset} of ${text.length}`);
  }
  const line = text.slice(0, start.offset).split('\n');
  expect([start.line, start.column]).toEqual([line.length, (line.at(-1)?.length ?? 0) + 1]);
  expect(message).not.toBe('');
}
