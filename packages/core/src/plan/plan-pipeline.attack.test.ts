import { expect, test } from 'vitest';
import { planCase } from '../testing/plan-case.ts';

const transform = (value: string): string => `version: 1\nsteps:\n  - id: a\n    transform: { set: ${value} }\n`;
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Text that is cheap to write and that grows without bound somewhere in a careless reader. */
const attacks: Readonly<Record<string, readonly [text: string, code: string]>> = {
  braces: ['{'.repeat(100_000), 'yaml/resource-exhaustion'],
  'nested lists': ['- '.repeat(20_000), 'yaml/resource-exhaustion'],
  anchors: [`a: ${'&a '.repeat(20_000)}`, 'yaml/multiple-anchors'],
  'aliases of aliases': [`a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\nversion: 1`, 'yaml/anchor'],
  'blocks of a template': [
    `version: 1\nsteps:\n  - id: a\n    prompt: { model: a/b, user: "${'{{#if inputs.x}}'.repeat(20_000)}" }\n`,
    'template/too-complex',
  ],
  'openings of expressions': [transform(`"${'${'.repeat(50_000)}"`), 'value/unclosed'],
  parentheses: [transform(`"\${ ${'('.repeat(50_000)} }"`), 'expr/too-complex'],
  quotes: [transform(`'\${ ${'"'.repeat(50_001)} }'`), 'value/unclosed'],
  'unknown keys': [`${transform('1')}${many(5_000, (index) => `k${index}: 1`)}`, 'schema/unknown-key'],
  'a ring of steps': [
    `version: 1\nsteps:\n${many(2_000, (index) => `  - id: s${index}\n    transform: { set: "\${ steps.s${(index + 1) % 2_000}.output }" }`)}`,
    'step/cycle',
  ],
  'one name for all steps': [
    `version: 1\nsteps:\n${many(1_000, () => '  - id: s\n    transform: { set: 1 }')}`,
    'step/duplicate-id',
  ],
  'a schema in itself': [
    `version: 1\ninputs: { a: { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } }, default: 1 } }\nsteps: [{ id: a, transform: { set: 1 } }]`,
    'json-schema/invalid',
  ],
};

test.each(Object.entries(attacks))('%s: a finding, not a crash', (_name, [pipeline, code]) => {
  const planned = planCase({ name: 'attack', pipeline, expect: {} }, () => '0'.repeat(64));
  const findings = planned.ok ? planned.warnings : planned.diagnostics;
  expect(findings.map((finding) => finding.code)).toContain(code);
});
