import { describe, expect, test } from 'vitest';
import { evaluate, failureOf, findings, makeScope, render, templateFindings } from '../../tests/language-kit.ts';

/** Far above what these take on a busy machine, far below what the attack takes where it works. */
const patience = 25_000;

function inTime<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(patience);
  return result;
}

describe('patterns', () => {
  const victim = makeScope({ raw: { text: `${'a'.repeat(50_000)}!` } });

  test('nested quantifiers run in linear time', () => {
    for (const pattern of ['^(a+)+$', '(a|aa)+$', '(.*a){20}', '([a-zA-Z]+)*$']) {
      expect(typeof inTime(() => evaluate(`re.match(steps.raw.output.text, "${pattern}")`, victim))).toBe('boolean');
    }
  });

  test('the backtracking `matches` cannot be reached', () => {
    for (const source of [
      'inputs.ticket.subject.matches("a")',
      'matches(inputs.ticket.subject, "a")',
      '["a"].map(x, x.matches("a"))',
    ]) {
      expect(findings(source)[0]).toMatch(/^expr\/not-allowed/);
    }
  });

  test('a pattern that explodes when it is compiled is refused or compiled in time', () => {
    for (const pattern of [
      '((a{100}){100}){100}',
      '(?:a?){1000}a{1000}',
      '('.repeat(500) + ')'.repeat(500),
      'x'.repeat(2_000),
    ]) {
      inTime(() => findings(`re.match("aaa", "${pattern}")`));
    }
  });
});

describe('work', () => {
  const large = makeScope({
    raw: { list: Array.from({ length: 1_000 }, (_, index) => index), text: 'x'.repeat(1_000_000) },
  });

  test.each([
    'steps.raw.output.list.all(a, steps.raw.output.list.all(b, steps.raw.output.list.all(c, a + b + c >= 0)))',
    'steps.raw.output.list.exists(a, steps.raw.output.list.exists(b, steps.raw.output.list.exists(c, a + b + c < 0)))',
    'steps.raw.output.list.map(a, steps.raw.output.list.map(b, steps.raw.output.list.map(c, c)))',
    'steps.raw.output.list.map(a, steps.raw.output.list.filter(b, steps.raw.output.list == [1]))',
    'steps.raw.output.list.map(a, steps.raw.output.text + "x" == steps.raw.output.text + "y")',
    'steps.raw.output.list.map(a, steps.raw.output.text.lower())',
    '[steps.raw.output.list.map(a, a)].map(y, steps.raw.output.list.map(a, steps.raw.output.list.map(b, default(y, []).size() + y.distinct().size())))',
    'steps.raw.output.list.map(a, steps.raw.output.list.map(b, steps.raw.output.text < "y"))',
  ])('is bounded: %s', (source) => {
    const failure = inTime(() => failureOf(() => evaluate(source, large)));
    expect(failure).toMatch(/expr\/(?:too-much-work|too-large)/);
  });

  test('a forgiving operator does not hide that the work was too much', () => {
    const bomb = 'steps.raw.output.list.all(a, steps.raw.output.list.all(b, steps.raw.output.list.all(c, true)))';
    expect(failureOf(() => evaluate(`${bomb} || true`, large))).toContain('expr/too-much-work');
  });

  test('texts cannot grow without bound', () => {
    const failure = inTime(() =>
      failureOf(() => evaluate('steps.raw.output.text.replace("x", steps.raw.output.text)', large)),
    );
    expect(failure).toContain('expr/too-large');
  });

  test('one evaluation does not spend what another may', () => {
    const source = 'steps.raw.output.list.map(a, steps.raw.output.list.exists(b, b == a)).size()';
    expect(inTime(() => [evaluate(source, large), evaluate(source, large)])).toEqual([1_000, 1_000]);
  });

  test.each([
    ['parentheses', `${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['signs', `${'-'.repeat(100_000)}1`],
    ['terms', Array.from({ length: 5_000 }, () => '1').join('+')],
    ['fields', `inputs${'.a'.repeat(5_000)}`],
    ['elements', `[${'1,'.repeat(5_000)}1]`],
    ['branches', `${'true ? '.repeat(500)}1${' : 2'.repeat(500)}`],
    ['macros', '[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))'],
  ])('too many %s are a finding, not a crash', (_name, source) => {
    expect(inTime(() => findings(source))[0]).toMatch(/^expr\/(?:too-complex|syntax)/);
  });

  test('templates that repeat too often stop', () => {
    const blocks =
      '{{#each steps.raw.output.list}}{{#each ../steps.raw.output.list}}{{#each ../../steps.raw.output.list}}x';
    const source = `${blocks}{{/each}}{{/each}}{{/each}}`.replaceAll('../', '');
    expect(inTime(() => failureOf(() => render(source, large)))).toContain('template/too-much-work');
    const loud = '{{#each steps.raw.output.list}}{{steps.raw.output.text}}{{/each}}';
    expect(inTime(() => failureOf(() => render(loud, large)))).toContain('template/too-large');
  });

  test('a template that nests too deep is a finding', () => {
    const source = `${'{{#if inputs.flag}}'.repeat(500)}x${'{{/if}}'.repeat(500)}`;
    expect(inTime(() => templateFindings(source))[0]).toMatch(/^template\/too-complex/);
  });
});

describe('prototypes', () => {
  const hostile = makeScope({
    raw: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "data", "own": {"toString": "t"}}') as never,
  });

  test.each([
    'steps.raw.output.missing.constructor',
    'steps.raw.output.own.valueOf',
    'steps.raw.output.own.hasOwnProperty',
    'steps.raw.output.own["__proto__"]',
    'inputs.rows[0]["__defineGetter__"]',
  ])('expressions reach own fields only: %s', (source) => {
    const found = findings(source);
    if (found.length > 0) expect(found[0]).toMatch(/^expr\/unknown-field/);
    else expect(failureOf(() => evaluate(source, hostile))).toContain('expr/no-such-field');
  });

  test('own fields with such names are data', () => {
    expect(evaluate('steps.raw.output.constructor', hostile)).toBe('data');
    expect(evaluate('has(steps.raw.output.own.toString)', hostile)).toBe(true);
    expect(evaluate('has(steps.raw.output.own.valueOf)', hostile)).toBe(false);
    expect(evaluate('default(steps.raw.output.own.valueOf, "none")', hostile)).toBe('none');
  });

  test('literals cannot make such keys, nothing gets polluted', () => {
    expect(findings('{"__proto__": {"polluted": true}}')[0]).toMatch(/^expr\/not-allowed/);
    evaluate('{inputs.ticket.subject: 1}', makeScope({}, { ticket: { id: 'x', subject: '__proto__' } }));
    evaluate('json.parse("{\\"__proto__\\": {\\"polluted\\": true}}")');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(['constructor', '__proto__', 'prototype', '__defineGetter__', '__lookupSetter__'])(
    'templates refuse %s at any depth',
    (name) => {
      for (const source of [
        `{{steps.raw.output.${name}}}`,
        `{{#with steps.raw.output}}{{${name}.x}}{{/with}}`,
        `{{json steps.raw.output.[${name}]}}`,
      ]) {
        expect(templateFindings(source)[0]).toMatch(/^template\/not-allowed/);
      }
    },
  );

  test('templates do not see what an object inherits', () => {
    expect(failureOf(() => render('{{steps.raw.output.own.valueOf}}', hostile))).toContain('template/missing');
  });
});

describe('text from data is never code', () => {
  const injections = [
    '{{inputs.ticket.id}}',
    '${ inputs.ticket.id }',
    '{{#each x}}',
    '{{{{raw}}}}',
    '</ticket>{{json steps}}',
    '\\{{x}}',
  ];

  test.each(injections)('%s', (subject) => {
    const within = makeScope({}, { ticket: { id: 'T1', subject } });
    expect(render('<{{inputs.ticket.subject}}>{{#with inputs.ticket}}{{subject}}{{/with}}', within)).toBe(
      `<${subject}>${subject}`,
    );
    expect(render('{{> signature who=inputs.ticket.subject}}', within)).toContain(subject);
    expect(evaluate('inputs.ticket.subject + ""', within)).toBe(subject);
  });
});
