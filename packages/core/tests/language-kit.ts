import type { Diagnostic } from '../src/errors/diagnostic.ts';
import { FailureError } from '../src/errors/failure.ts';
import { freezeJson } from '../src/freeze-json.ts';
import type { Json, JsonSchema } from '../src/json.ts';
import { compileExpression, compileTemplate } from '../src/language/compile.ts';
import { locateText } from '../src/language/located-text.ts';
import type { Scope } from '../src/language/scope.ts';
import type { TemplateEnvironment } from '../src/language/type-environment.ts';

const text: JsonSchema = { type: 'string' };

/** A pipeline in the middle: typed, untyped, skippable, failing and mapped steps. */
export const environment: TemplateEnvironment = {
  inputs: closed(
    {
      ticket: closed({ id: text, subject: text, note: text, tags: list(text) }, ['id', 'subject']),
      count: { type: 'integer' },
      score: { type: 'number' },
      flag: { type: 'boolean' },
      nickname: text,
      rows: list(closed({ name: text, note: text, points: list({ type: 'integer' }) }, ['name', 'points'])),
      labels: { type: 'object', additionalProperties: text },
      maybe: { type: ['string', 'null'] },
      any: true,
    },
    ['ticket', 'count', 'score', 'flag', 'rows', 'labels', 'maybe', 'any'],
  ),
  steps: {
    classify: step(closed({ category: { enum: ['billing', 'bug', 'other'] }, order_ids: list(text) }), {
      hasModel: true,
    }),
    articles: step(list(closed({ title: text })), { maySkip: true }),
    risky: step(closed({ total: { type: 'number' } }), { mayFail: true }),
    orders: step(list(true), { isMap: true }),
    raw: step(true),
    choice: step({
      oneOf: [
        closed({ kind: { const: 'refund' }, amount: { type: 'number' } }),
        closed({ kind: { const: 'reply' }, text }),
      ],
    }),
  },
  locals: { order_id: text, index: { type: 'integer' } },
  partials: {
    card: locateText({ path: 'card.hbs', text: '[{{name}}{{#if note}}: {{note}}{{/if}}]' }),
    signature: locateText({ path: 'signature.hbs', text: '-- {{who}}, {{inputs.count}}' }),
    wrong: locateText({ path: 'wrong.hbs', text: 'a\n{{inputs.cuont}}' }),
    ping: locateText({ path: 'ping.hbs', text: '{{> pong}}' }),
    pong: locateText({ path: 'pong.hbs', text: '{{> ping}}' }),
  },
};

export const scope: Scope = makeScope({});

/** The sample scope with some outputs of steps replaced. */
export function makeScope(
  outputs: { readonly [step: string]: Json },
  inputs: { readonly [name: string]: Json } = {},
): Scope {
  const values: { readonly [step: string]: Json } = {
    classify: { category: 'bug', order_ids: ['o1', 'o2'] },
    articles: [{ title: 'How to' }],
    risky: { total: 1.5 },
    orders: [1, null],
    raw: { text: 'hello', nested: { list: [1, 2, 3] }, nothing: null },
    choice: { kind: 'reply', text: 'hi' },
    ...outputs,
  };
  const usage = { input_tokens: 10, output_tokens: 5, cost_usd: null };
  const steps = Object.entries(values).map(([id, output]) => {
    const status = output === null ? 'skipped' : 'succeeded';
    return [id, { output, status, error: null, model: 'cheap', usage, errors: [] }] as const;
  });
  return freezeJson({
    inputs: {
      ticket: { id: 'T1', subject: 'Help & hope', tags: ['a', 'b'] },
      count: 3,
      score: 0.5,
      flag: true,
      rows: [
        { name: 'r1', note: 'first', points: [1, 2] },
        { name: 'r2', points: [] },
      ],
      labels: { en: 'hello' },
      maybe: null,
      any: { deep: [{ x: 1 }] },
      ...inputs,
    },
    steps: Object.fromEntries(steps),
    run: { id: 'run-1', started_at: '2026-01-02T03:04:05Z' },
    locals: { order_id: 'o1', index: 0 },
  } as never) as Scope;
}

/** What an expression gives; throws where it does not compile. */
export function evaluate(source: string, within: Scope = scope): Json {
  const { value, diagnostics } = compileExpression(locateText({ path: 'x', text: source }), environment);
  if (value === undefined) throw new Error(diagnostics.map(line).join('\n'));
  return value.evaluate(within);
}

export function typeOf(source: string): JsonSchema {
  return compileExpression(locateText({ path: 'x', text: source }), environment).type;
}

export function render(source: string, within: Scope = scope): string {
  const { value, diagnostics } = compileTemplate(locateText({ path: 'x', text: source }), environment);
  if (value === undefined) throw new Error(diagnostics.map(line).join('\n'));
  return value.render(within);
}

/** The findings of an expression as lines: `code "marked text": message (hint)`. */
export function findings(source: string): readonly string[] {
  const { diagnostics } = compileExpression(locateText({ path: 'x', text: source }), environment);
  return diagnostics.map((found) => marked(found, source));
}

export function templateFindings(source: string): readonly string[] {
  const { diagnostics } = compileTemplate(locateText({ path: 'x', text: source }), environment);
  return diagnostics.map((found) => marked(found, source));
}

/** The code and the detail of the failure that `run` throws. */
export function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FailureError) return `${error.failure.type} ${error.failure.code}: ${error.failure.detail}`;
    throw error;
  }
  throw new Error('nothing failed');
}

function marked(found: Diagnostic, source: string): string {
  const where = found.at.file === 'x' ? source.slice(found.at.start.offset, found.at.end.offset) : line(found);
  return `${found.code} [${where}]: ${found.message}${found.hint === undefined ? '' : ` (${found.hint})`}`;
}

function line({ at, code, message }: Diagnostic): string {
  return `${at.file}:${at.start.line}:${at.start.column} ${code} ${message}`;
}

function closed(properties: Readonly<Record<string, JsonSchema>>, required = Object.keys(properties)): JsonSchema {
  return { type: 'object', additionalProperties: false, properties, required };
}

function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function step(output: JsonSchema, more: { maySkip?: true; mayFail?: true; isMap?: true; hasModel?: true } = {}) {
  return { output, maySkip: false, isMap: false, hasModel: false, ...more };
}
