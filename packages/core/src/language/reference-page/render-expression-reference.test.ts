import { expect, test } from 'vitest';
import { celFunctions } from '../cel/functions.ts';
import { signatureOf } from '../cel/signature-of.ts';
import { compileTemplate } from '../compile.ts';
import { locateText } from '../located-text.ts';
import { helperSignature } from '../template/helper-signature.ts';
import { blockHelpers, valueHelpers } from '../template/helpers.ts';
import { renderExpressionReference } from './render-expression-reference.ts';

const inputs = {
  type: 'object',
  required: ['name', 'count', 'tags', 'address'],
  properties: {
    name: { type: 'string' },
    count: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    address: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
    nickname: { type: 'string' },
  },
};

test('every helper gives what its documentation says', () => {
  const values = { name: 'Ada', count: 3, tags: ['a', 'b'], address: { city: 'London' } };
  const scope = { inputs: values, steps: {}, run: { id: '', started_at: '' }, locals: {} };
  for (const { example } of [...valueHelpers, ...blockHelpers]) {
    const text = locateText({ path: 'example', text: example[0] });
    const { value, diagnostics } = compileTemplate(text, { inputs, steps: {}, locals: {}, partials: {} });
    expect([example[0], diagnostics, value?.render(scope)]).toEqual([example[0], [], example[1]]);
  }
});

test('the page names every function and every helper once', () => {
  const rows = renderExpressionReference().split('\n');
  const named = [...celFunctions.map(signatureOf), ...[...valueHelpers, ...blockHelpers].map(helperSignature)];
  for (const signature of named) {
    expect([signature, rows.filter((row) => row.startsWith(`| \`${signature}\` |`)).length]).toEqual([signature, 1]);
  }
});

test('docs/expressions.md is what the tables say', async () => {
  await expect(renderExpressionReference()).toMatchFileSnapshot('../../../../../docs/expressions.md');
});
