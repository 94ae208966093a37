import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTemplate } from '../language/compile.ts';
import { locateText } from '../language/located-text.ts';
import { type Ref, refTo } from './ref.ts';
import { json, text } from './text.ts';

const name: Ref<string> = refTo(['inputs', 'name']);
const list: Ref<readonly string[]> = refTo(['inputs', 'list']);

function render(template: string, value: string): string {
  const environment = { inputs: true, steps: {}, locals: {}, partials: {} } as const;
  const compiled = compileTemplate(locateText({ path: 'text', text: template }), environment);
  if (compiled.value === undefined) throw new Error(`${template}: ${compiled.diagnostics[0]?.message}`);
  const run = { id: '', started_at: '' };
  return compiled.value.render({ inputs: { name: value, list: ['a'] }, steps: {}, run, locals: {} });
}

test('references are printed, lists as JSON', () => {
  expect(text`Hello ${name}, ${json(list)} ${3}`.template).toBe('Hello {{inputs.name}}, {{json inputs.list}} 3');
});

test('strings that look like templates stay what they are, whatever stands around them', () => {
  expect(render(text`{${name}} \\${name} ${'{{inputs.name}}'}${'\\{{x}}'}${'}'}${name}${'}}'}`.template, 'V')).toBe(
    '{V} \\V {{inputs.name}}\\{{x}}}V}}',
  );
  const piece = fc.string({ unit: fc.constantFrom('{', '}', '\\', 'a', '#', '!', '~', '"', "'", '\n', ' ') });
  fc.assert(
    fc.property(piece, piece, fc.string(), (before, after, value) => {
      expect(render(text`${before}${name}${after}${json(list)}`.template, value)).toBe(
        `${before}${value}${after}["a"]`,
      );
    }),
    { numRuns: 500, seed: 5 },
  );
});
