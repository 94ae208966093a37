import fc from 'fast-check';
import { expect, test } from 'vitest';
import { environment, makeScope } from '../../tests/language-kit.ts';
import { FailureError } from '../errors/failure.ts';
import type { Json } from '../json.ts';
import { compileExpression, compileTemplate } from './compile.ts';
import { locateText } from './located-text.ts';

const runs = process.env['SLUICE_PROVE'] === '1' ? 100_000 : 2_000;

const paths = [
  ...['inputs.count', 'inputs.score', 'inputs.flag', 'inputs.nickname', 'inputs.maybe', 'inputs.rows', 'inputs.labels'],
  ...['inputs.ticket.subject', 'inputs.ticket.note', 'inputs.ticket.tags', 'inputs.labels.en', 'order_id', 'index'],
  ...['steps.classify.output.category', 'steps.articles.output', 'steps.articles.status', 'steps.classify.error'],
  ...['steps.articles.output[0].title', 'steps.risky.output.total', 'steps.choice.output.kind'],
  ...[
    'steps.choice.output.amount',
    'steps.choice.output.text',
    'steps.classify.usage.cost_usd',
    'steps.classify.model',
  ],
];
const guards = [
  ...paths.map((path) => `${path} != null`),
  ...['has(inputs.nickname)', 'has(inputs.ticket.note)', 'has(inputs.ticket.tags)', '"en" in inputs.labels'],
  ...[
    'steps.articles.status == "succeeded"',
    'steps.articles.status != "skipped"',
    'steps.risky.status == "succeeded"',
  ],
  ...['steps.choice.output.kind == "refund"', 'steps.choice.output.kind in ["reply"]', 'inputs.maybe == "x"'],
];

const expression = fc.letrec<{ any: string; bool: string }>((tie) => ({
  bool: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom(...guards, 'inputs.flag', 'true'),
    fc
      .tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    tie('bool').map((of) => `!(${of})`),
    fc
      .tuple(tie('any'), fc.constantFrom('==', '!=', '<', '>='), tie('any'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    tie('bool').map((of) => `inputs.rows.exists(r, has(r.note) && ${of})`),
    tie('any').map((of) => `inputs.rows.all(r, r.name == ${of})`),
  ),
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom(...paths, ...paths, '"x"', '1', '0.5', 'null', '[]', '["x"]'),
    fc.tuple(tie('bool'), tie('any'), tie('any')).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
    fc
      .tuple(tie('any'), fc.constantFrom('+', '*', '-'), tie('any'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc.tuple(tie('any'), tie('any')).map(([value, instead]) => `default(${value}, ${instead})`),
    tie('any').map((of) => `size(${of})`),
    tie('any').map((of) => `(${of}).upper()`),
    tie('any').map((of) => `inputs.rows.map(r, {"name": r.name, "of": ${of}})`),
    tie('any').map((of) => `inputs.rows.filter(r, has(r.note)).map(r, has(r.note), r.note + ${of})`),
    fc.tuple(tie('any'), tie('bool')).map(([of, test]) => `(${of}).filter(e, ${test})`),
  ),
}));

const word = fc.constantFrom('x', 'bug', 'abc', '');
const scope = fc
  .record(
    {
      ticket: fc.record(
        { id: word, subject: word, note: word, tags: fc.array(word) },
        { requiredKeys: ['id', 'subject'] },
      ),
      count: fc.integer({ min: -5, max: 5 }),
      score: fc.constantFrom(0, 0.5, 1, -2.25),
      flag: fc.boolean(),
      nickname: word,
      rows: fc.array(
        fc.record({ name: word, note: word, points: fc.array(fc.nat(5)) }, { requiredKeys: ['name', 'points'] }),
        { maxLength: 3 },
      ),
      labels: fc.dictionary(fc.constantFrom('en', 'de'), word),
      maybe: fc.option(word),
    },
    { requiredKeys: ['ticket', 'count', 'score', 'flag', 'rows', 'labels', 'maybe'] },
  )
  .chain((inputs) =>
    fc
      .record({
        articles: fc.option(fc.array(fc.record({ title: word }), { maxLength: 2 })),
        risky: fc.option(fc.record({ total: fc.constantFrom(1, 2.5) })),
        choice: fc.oneof(
          fc.record({ kind: fc.constant('refund'), amount: fc.constantFrom(1, 2.5) }),
          fc.record({ kind: fc.constant('reply'), text: word }),
        ),
      })
      .map((outputs) => {
        const base = makeScope(outputs as never, inputs as never);
        const without = Object.keys(base.inputs).filter((name) => name !== 'nickname' || 'nickname' in inputs);
        return { ...base, inputs: Object.fromEntries(without.map((name) => [name, base.inputs[name] as Json])) };
      }),
  );

/** What no checker of types can know: how long a list is, and what a number comes to. */
const unknowable = new Set(['expr/no-such-element', 'expr/number', 'expr/divide-by-zero']);

test('an expression without findings does not fail for a reason that was knowable', { timeout: 300_000 }, () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.oneof(expression.any, expression.bool), scope, (text, within) => {
      const { value } = compileExpression(locateText({ path: 'x', text }), environment);
      if (value === undefined) return;
      sound += 1;
      try {
        value.evaluate(within);
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        if (!unknowable.has(error.failure.code ?? ''))
          throw new Error(`${text}: ${error.failure.code} ${error.failure.detail}`);
      }
    }),
    { numRuns: runs, seed: 21 },
  );
  console.log(`soundness: ${sound} of ${runs} random expressions passed the checks and ran`);
  expect(sound).toBeGreaterThan(runs / 20);
});

const template = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'template' },
    fc.constantFrom(...paths.map((path) => `{{${path.replace(/\[(\d)\]/, '.[$1]')}}}`), 'text', '{{json inputs.rows}}'),
    fc
      .tuple(fc.constantFrom(...paths), tie('text'), tie('text'))
      .map(([path, yes, no]) => `{{#if ${path.replace(/\[(\d)\]/, '.[$1]')}}}${yes}{{else}}${no}{{/if}}`),
    fc
      .tuple(fc.constantFrom('inputs.nickname', 'inputs.maybe', 'inputs.flag'), tie('text'))
      .map(([path, no]) => `{{#unless ${path}}}${no}{{/unless}}`),
    tie('text').map((inner) => `{{#each inputs.rows}}{{name}}{{#if note}}{{upper note}}{{/if}}${inner}{{/each}}`),
    tie('text').map((inner) => `{{#with steps.articles.output}}{{#each this}}{{title}}{{/each}}${inner}{{/with}}`),
    tie('text').map((inner) => `{{#if (eq steps.articles.status "succeeded")}}${inner}{{/if}}`),
    tie('text').map((inner) => `{{#if (and inputs.nickname inputs.maybe)}}{{lower inputs.nickname}}${inner}{{/if}}`),
    tie('text').map((inner) => `{{#ifEquals steps.choice.output.kind "refund"}}${inner}{{/ifEquals}}`),
    fc.tuple(tie('text'), tie('text')).map((both) => both.join(' ')),
  ),
})).text;

test('a template without findings does not fail for a reason that was knowable', { timeout: 300_000 }, () => {
  let sound = 0;
  fc.assert(
    fc.property(template, scope, (text, within) => {
      const { value } = compileTemplate(locateText({ path: 'x', text }), environment);
      if (value === undefined) return;
      sound += 1;
      try {
        value.render(within);
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        // An element that is not there prints as what is missing.
        if (!error.failure.detail.includes('.[0]'))
          throw new Error(`${text}: ${error.failure.code} ${error.failure.detail}`);
      }
    }),
    { numRuns: runs, seed: 22 },
  );
  console.log(`soundness: ${sound} of ${runs} random templates passed the checks and ran`);
  expect(sound).toBeGreaterThan(runs / 20);
});
