import { describe, expect, test } from 'vitest';
import { evaluate, failureOf, findings, makeScope, scope, typeOf } from '../../../tests/language-kit.ts';
import { compileExpression } from '../compile.ts';
import { locateText } from '../located-text.ts';
import { celFunctions } from './functions.ts';

describe('values', () => {
  test.each([
    ['inputs.count + 1', 4],
    ['1 + inputs.count', 4],
    ['inputs.count == 3', true],
    ['inputs.score * 2', 1],
    ['inputs.count / 2', 1.5],
    ['7 / 2', 3],
    ['inputs.count % 2 == 1', true],
    ['-inputs.count', -3],
    ['size(inputs.rows) > 1 && inputs.flag', true],
    ['inputs.count in [1, 2, 3]', true],
    ['inputs.flag ? "yes" : null', 'yes'],
    ['inputs.flag ? 1 : "x"', 1],
    ['[1, "a", null, [true]]', [1, 'a', null, [true]]],
    ['{"a": inputs.count, "b": {"c": [inputs.score]}}', { a: 3, b: { c: [0.5] } }],
    ['run.id + ":send"', 'run-1:send'],
    ['order_id + string(index)', 'o10'],
    ['inputs.rows.map(r, r.name)', ['r1', 'r2']],
    ['inputs.rows.map(r, has(r.note), r.note)', ['first']],
    ['inputs.rows.filter(r, size(r.points) > 0).size()', 1],
    ['inputs.rows.exists(r, r.name == "r2")', true],
    ['inputs.rows.all(r, r.points.all(p, p > 0))', true],
    ['default(inputs.labels["en"], "?")', 'hello'],
    ['default(inputs.labels["de"], "?")', '?'],
    ['default(inputs.rows[9], null) == null', true],
    ['inputs.labels["de"] == null', true],
    ['inputs.nickname != null', false],
    ['default(inputs.nickname, "friend")', 'friend'],
    ['default(inputs.maybe, "none")', 'none'],
    ['steps.orders.output == [1, null]', true],
    ['steps.raw.output.nested.list[1] + 0', 2],
    ['math.max(steps.raw.output.nested.list)', 3],
    ['json.parse("{\\"a\\": [1]}").a[0]', 1],
    ['json.stringify([1, {"a": null}])', '[1,{"a":null}]'],
    ['[] == []', true],
    ['[].map(x, x)', []],
  ])('%s', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  test('every function gives what its documentation says', () => {
    for (const { example } of celFunctions)
      expect([example[0], evaluate(example[0])]).toEqual([example[0], JSON.parse(example[1])]);
  });

  test('whole numbers never leave as BigInt, and what leaves is frozen', () => {
    const result = evaluate('{"a": [1, size("abc")], "b": inputs.rows}') as { a: unknown[]; b: unknown };
    expect(JSON.stringify(result.a)).toBe('[1,3]');
    expect(Object.isFrozen(result) && Object.isFrozen(result.a)).toBe(true);
    expect(result.b).toBe(scope.inputs['rows']);
  });

  test('an input that is not frozen is copied, never handed on', () => {
    const mutable = { deep: [{ x: 1 }] };
    const result = evaluate('inputs.any', { ...scope, inputs: { ...scope.inputs, any: mutable } }) as typeof mutable;
    expect(result).toEqual(mutable);
    expect(result).not.toBe(mutable);
    expect(Object.isFrozen(result.deep[0])).toBe(true);
    expect(Object.isFrozen(mutable)).toBe(false);
  });
});

describe('findings', () => {
  test.each([
    'steps.clasify.output',
    'steps.classify.output.category != "othr"',
    'steps.classify.output.category in ["bug", "billng"]',
    'steps.classify.output.categry',
    'steps.classify.category',
    'steps.articles.model',
    'steps.raw.errors',
    'classify.output',
    'ticket.id',
    'secrets.CRM_TOKEN',
    'env.HOME',
    'inputs.ticket.note',
    'inputs.ticket.subject.length',
    'inputs.maybe + "x"',
    'steps.articles.output[0].title',
    'steps.risky.output.total > 1',
    'steps.classify.error.type',
    'inputs.count == "3"',
    'inputs.ticket.subject + inputs.count',
    'inputs.ticket.subject + inputs.rows',
    'inputs.ticket.subject > 3',
    'inputs.count && true',
    'inputs.ticket.subject ? 1 : 2',
    '!inputs.rows',
    '-inputs.flag',
    '"x" in inputs.ticket.subject',
    'inputs.ticket.subject[0]',
    'inputs.rows["a"]',
    'steps[inputs.ticket.id].output',
    'steps',
    'inputs.rows.map(r, r.nme)',
    'inputs.rows.filter(r, r.name)',
    'inputs.count.map(x, x)',
    'inputs.rows.map(1, 2)',
    'inputs.ticket.subject.matches("^(a+)+$")',
    're.match(inputs.ticket.subject, "(?=a)")',
    're.match(inputs.ticket.subject, inputs.ticket.id)',
    'sizee(inputs.rows)',
    'size(inputs.count)',
    'size()',
    'inputs.rows.math.max()',
    'math.greatest(1, 2)',
    'timestamp("2026-01-01T00:00:00Z")',
    'b"abc"',
    '{"constructor": 1}',
    '{1: 2}',
    '9007199254740993',
    'inputs.count / 0',
    'inputs.count = 3',
    'inputs.count and true',
    'inputs.count |  string',
    'inputs.count +',
    '"abc',
    '',
    'inputs.?nickname',
    '{{inputs.count}}',
  ])('%s', (source) => {
    const found = findings(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatchSnapshot();
  });

  test('all findings of one expression come at once', () => {
    expect(findings('steps.clasify.output == inputs.cuont || secrets.X')).toMatchInlineSnapshot(`
      [
        "expr/unknown-name [clasify]: no step is named \`clasify\` (did you mean "classify"?)",
        "expr/unknown-field [cuont]: \`inputs\` has no field \`cuont\` (did you mean "count"?)",
        "expr/secret [secrets]: \`secrets\` cannot be read here (name the secret in the \`auth\` or \`headers\` of a tool: the runner puts it in)",
      ]
    `);
  });
});

describe('what users write to guard', () => {
  test.each([
    'has(inputs.nickname) ? inputs.nickname : "none"',
    'has(inputs.nickname) && inputs.nickname == "x"',
    '!has(inputs.nickname) || inputs.nickname == "x"',
    'inputs.nickname != null && inputs.nickname.startsWith("x")',
    'inputs.nickname == null ? "none" : inputs.nickname',
    'null != inputs.maybe ? inputs.maybe + "!" : ""',
    'inputs.maybe == "x" && inputs.maybe + "y" == "xy"',
    'steps.articles.status == "succeeded" ? steps.articles.output[0].title : null',
    'steps.articles.status != "succeeded" || size(steps.articles.output) > 0',
    'steps.articles.status != "skipped" && steps.articles.output[0].title == "x"',
    'steps.articles.output != null && steps.articles.output[0].title == "x"',
    'default(steps.articles.output, []).size() == 0',
    'steps.risky.status == "succeeded" && steps.risky.output.total > 1.0',
    'steps.classify.error != null && steps.classify.error.type == "timeout"',
    'inputs.rows.exists(r, has(r.note) && r.note == "x")',
    'steps.choice.output.kind == "refund" ? steps.choice.output.amount : 0',
    'steps.choice.output.kind in ["reply"] ? steps.choice.output.text : ""',
    'has(inputs.ticket.tags) ? inputs.ticket.tags.exists(t, t == "x") : false',
    '"en" in inputs.labels && inputs.labels.en == "x"',
    'has(inputs.ticket.note) && has(inputs.nickname) ? inputs.ticket.note + inputs.nickname : ""',
    'steps.raw.output.anything.at.all[3].goes == 1',
  ])('%s', (source) => {
    expect(findings(source)).toEqual([]);
  });

  test.each([
    ['has(inputs.nickname) || inputs.nickname == "x"', 'expr/optional'],
    ['has(inputs.nickname) ? "a" : inputs.nickname', 'expr/optional'],
    ['steps.articles.status == "skipped" && steps.articles.output[0].title == "x"', 'expr/maybe-skipped'],
    ['steps.risky.status != "skipped" && steps.risky.output.total > 1.0', 'expr/maybe-skipped'],
    ['inputs.rows.map(inputs, inputs.count)', 'expr/unknown-field'],
    ['steps.choice.output.amount', 'expr/optional'],
  ])('does not guard: %s', (source, code) => {
    expect(findings(source).map((finding) => finding.split(' ')[0])).toEqual([code]);
  });

  test('a condition that held is known where it guards', () => {
    const located = (source: string) => locateText({ path: 'x', text: source });
    const environment = { inputs: { type: 'object', properties: { a: { type: 'string' } } }, steps: {}, locals: {} };
    const { whenTrue } = compileExpression(located('has(inputs.a)'), environment);
    expect(compileExpression(located('inputs.a'), environment).diagnostics).toHaveLength(1);
    expect(
      compileExpression(located('inputs.a'), { ...environment, facts: whenTrue ?? new Map() }).diagnostics,
    ).toEqual([]);
  });
});

describe('types', () => {
  test.each([
    ['inputs.count + 1', { type: 'integer' }],
    ['inputs.count / 2', { type: 'number' }],
    ['inputs.score + 1', { type: 'number' }],
    ['"a" + "b"', { type: 'string' }],
    ['inputs.rows.map(r, r.name)', { type: 'array', items: { type: 'string' } }],
    ['steps.classify.output.category', { enum: ['billing', 'bug', 'other'] }],
    ['steps.raw.output.x', true],
    ['inputs.flag && true', { type: 'boolean' }],
    ['size("a")', { type: 'integer' }],
  ])('%s', (source, expected) => {
    expect(typeOf(source)).toEqual(expected);
  });
});

describe('failures at run time', () => {
  test.each([
    'steps.raw.output.missing',
    'steps.raw.output.nothing.x',
    'steps.raw.output.text.x',
    'steps.raw.output.nested.list[7]',
    'steps.raw.output.text + 1',
    'steps.raw.output.text < 1',
    'steps.raw.output.text && true',
    'steps.raw.output.text.map(x, x)',
    'steps.raw.output.nested.list.join(",")',
    'lower(steps.raw.output.text)',
    'steps.raw.output.nothing.lower()',
    'json.parse(steps.raw.output.text)',
    'int(steps.raw.output.text)',
    'inputs.count / (inputs.count - 3)',
    '9007199254740991 + 9',
    'math.max(steps.raw.output.nested.list.filter(x, x > 9))',
  ])('%s', (source) => {
    const found = findings(source);
    if (found.length > 0) expect(found.join('\n')).toMatchSnapshot();
    else expect(failureOf(() => evaluate(source))).toMatchSnapshot();
  });

  test('no value of the scope gets into a message', () => {
    const secret = 'sk-SECRET-4711';
    const within = makeScope({ raw: { text: secret, list: [secret], [secret]: 1 } }, { any: secret });
    const sources = [
      'steps.raw.output.text.x',
      'steps.raw.output[inputs.any + "x"]',
      'int(steps.raw.output.text)',
      'json.parse(inputs.any)',
      'steps.raw.output.list + 1',
      'inputs.any.foo',
      'math.sum(steps.raw.output.list)',
      '{"a": inputs.any}[inputs.any]',
      'inputs.any ? 1 : 2',
    ];
    for (const source of sources) {
      try {
        evaluate(source, within);
        expect.unreachable(source);
      } catch (error) {
        const shown = [String(error), (error as Error).stack, JSON.stringify((error as { failure?: unknown }).failure)];
        expect(shown.join('\n')).not.toContain(secret);
        expect((error as Error).cause).toBeUndefined();
      }
    }
  });
});

test('references name paths with the place of each', () => {
  const text =
    'inputs.rows.exists(r, r.name == steps.classify.output.category) && steps["raw"].output.x[inputs.count] == order_id';
  const { value } = compileExpression(locateText({ path: 'x', text }), {
    inputs: true,
    steps: { classify: known, raw: known },
    locals: { order_id: true },
  });
  expect(
    value?.references.map(({ root, path, at }) => [root, path.join('.'), text.slice(at.start.offset, at.end.offset)]),
  ).toEqual([
    ['inputs', 'rows', 'inputs.rows'],
    ['steps', 'classify.output.category', 'steps.classify.output.category'],
    ['steps', 'raw.output.x', 'steps["raw"].output.x'],
    ['inputs', 'count', 'inputs.count'],
    ['local', 'order_id', 'order_id'],
  ]);
});

const known = { output: true, maySkip: false, isMap: false, hasModel: false } as const;

test('schemas that refer to their own definitions keep them wherever they go', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'children'],
        properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
      },
    },
  };
  const within = { inputs: true, steps: { tree: { ...known, output: tree, maySkip: true } }, locals: { leaf: tree } };
  const check = (text: string) =>
    compileExpression(locateText({ path: 'x', text }), within).diagnostics.map(({ code }) => code);
  expect(check('leaf.children[0].children[0].name + "x"')).toEqual([]);
  expect(check('leaf.children[0].children[0].nam')).toEqual(['expr/unknown-field']);
  expect(check('[leaf, leaf.children[0]].map(x, {"a": x})[0].a.children[0].nam')).toEqual(['expr/unknown-field']);
  expect(check('(steps.tree.output != null ? steps.tree.output : leaf).children[0].nam')).toEqual([
    'expr/unknown-field',
  ]);
});
