import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environment, evaluate, findings, scope } from '../../tests/language-kit.ts';
import { compileExpression, compileTemplate } from './compile.ts';
import { locateText } from './located-text.ts';

describe('whatever is written', () => {
  const runs = process.env['SLUICE_PROVE'] === '1' ? 20_000 : 400;
  const words = [
    ...[
      'inputs',
      'steps',
      'run',
      '.',
      '.',
      '.',
      'ticket',
      'subject',
      'rows',
      'classify',
      'output',
      'category',
      'nickname',
      'raw',
    ],
    ...[
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '?',
      '&&',
      '||',
      '!',
      '==',
      '!=',
      '<',
      '+',
      '-',
      '*',
      '/',
      '%',
      ' in ',
      ' ',
    ],
    ...[
      '"a"',
      '1',
      '2.5',
      'true',
      'null',
      'size',
      'has',
      'default',
      'map',
      'filter',
      'all',
      'x',
      'math',
      're',
      'match',
      '"(',
    ],
    ...[
      '{{',
      '}}',
      '{{#if ',
      '{{/if}}',
      '{{#each ',
      '{{/each}}',
      '{{else}}',
      '{{> card}}',
      '{{json ',
      'this',
      '../',
      '@index',
      '|',
      'as',
      '\n',
    ],
  ];
  const source = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join('')),
    fc.string(),
  );

  test('compiling never throws, places are inside the text, and what runs fails properly', () => {
    fc.assert(
      fc.property(source, (text) => {
        for (const compile of [compileExpression, compileTemplate]) {
          const { value, diagnostics } = compile(locateText({ path: 'x', text }), environment);
          for (const { at } of diagnostics) {
            if (at.file !== 'x') continue;
            expect(at.start.offset).toBeLessThanOrEqual(at.end.offset);
            expect(at.end.offset).toBeLessThanOrEqual(text.length);
          }
          if (value === undefined) {
            expect(diagnostics.length).toBeGreaterThan(0);
            continue;
          }
          try {
            if ('evaluate' in value) JSON.stringify(value.evaluate(scope));
            else value.render(scope);
          } catch (error) {
            expect((error as Error).name).toBe('FailureError');
          }
        }
      }),
      { numRuns: runs, seed: 7 },
    );
  });

  test('what is typed without doubt comes out with that type', () => {
    const leaf = fc.constantFrom('inputs.count', 'inputs.score', '2', '1.5', 'size(inputs.rows)');
    const number = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node'))
          .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
        fc.tuple(tie('node'), tie('node')).map(([yes, no]) => `(inputs.flag ? ${yes} : ${no})`),
      ),
    })).node;
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(findings(left)).toEqual([]);
        expect(typeof evaluate(left)).toBe('number');
        expect(evaluate(`${left} == ${left}`)).toBe(true);
        expect(evaluate(`${left} < ${right}`)).toBe(Number(evaluate(left)) < Number(evaluate(right)));
      }),
      { numRuns: Math.min(runs, 2_000), seed: 11 },
    );
  });
});
