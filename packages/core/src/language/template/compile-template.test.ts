import { describe, expect, test } from 'vitest';
import { environment, failureOf, makeScope, render, templateFindings } from '../../../tests/language-kit.ts';
import { compileTemplate } from '../compile.ts';
import { locateText } from '../located-text.ts';

describe('text', () => {
  test.each([
    ['{{inputs.ticket.subject}} {{{inputs.ticket.subject}}}', 'Help & hope Help & hope'],
    ['{{json inputs.ticket.tags}}', '["a","b"]'],
    [
      '{{json steps.classify.output indent=2}}',
      '{\n  "category": "bug",\n  "order_ids": [\n    "o1",\n    "o2"\n  ]\n}',
    ],
    ['{{#if inputs.nickname}}{{inputs.nickname}}{{else}}none{{/if}}', 'none'],
    ['{{#if steps.articles.output}}{{#each steps.articles.output}}{{title}}{{/each}}{{/if}}', 'How to'],
    [
      '{{#each inputs.rows}}{{@index}}{{name}}{{#if note}}({{note}}){{/if}}{{#unless @last}}, {{/unless}}{{/each}}',
      '0r1(first), 1r2',
    ],
    [
      '{{#each inputs.rows as |row at|}}{{at}}{{row.name}}{{#each row.points}}<{{this}} of {{row.name}}>{{/each}}{{/each}}',
      '0r1<1 of r1><2 of r1>1r2',
    ],
    [
      '{{#each inputs.rows}}{{inputs.count}}{{../inputs.count}}{{order_id}}{{@root.inputs.count}} {{/each}}',
      '33o13 33o13 ',
    ],
    ['{{#each inputs.labels}}{{@key}}={{this}}{{/each}}', 'en=hello'],
    ['{{#each steps.raw.output.nested.list}}{{this}}{{else}}none{{/each}}', '123'],
    ['{{#with inputs.ticket}}{{id}} {{inputs.count}}{{/with}}', 'T1 3'],
    ['{{#ifEquals steps.classify.output.category "bug"}}B{{else}}-{{/ifEquals}}', 'B'],
    ['{{#unlessEquals inputs.count 3}}x{{else}}three{{/unlessEquals}}', 'three'],
    ['{{#if (and inputs.flag (gt inputs.count 2))}}yes{{/if}}', 'yes'],
    ['{{#if (eq steps.articles.status "succeeded")}}{{steps.articles.output.0.title}}{{/if}}', 'How to'],
    ['{{#each inputs.rows}}{{> card}}{{/each}}', '[r1: first][r2]'],
    ['{{> signature who=inputs.ticket.id}}', '-- T1, 3'],
    ['{{default inputs.nickname "friend"}}', 'friend'],
    ['{{inputs.count}} {{inputs.score}} {{inputs.flag}}', '3 0.5 true'],
    ['{{inputs.ticket.tags.length}}', ''],
    ['{{steps.raw.output.nothing}}|', '|'],
    ['a\n{{#if inputs.flag}}\n  b\n{{/if}}\nc', 'a\n  b\nc'],
    ['\\{{not a template}} {{! comment }}{{!-- {{x}} --}}', '{{not a template}} '],
  ])('%s', (source, expected) => {
    if (source.includes('tags.length')) expect(templateFindings(source)[0]).toContain('expr/optional');
    else expect(render(source)).toBe(expected);
  });
});

describe('findings', () => {
  test.each([
    '{{inputs.tikcet.id}}',
    '{{steps.clasify.output}}',
    '{{ticket.id}}',
    '{{secrets.X}}',
    '{{inputs.ticket}}',
    '{{inputs.rows}}',
    '{{steps.classify.output.order_ids}}',
    '{{default inputs.ticket "x"}}',
    '{{inputs.nickname}}',
    '{{#unless inputs.nickname}}{{inputs.nickname}}{{/unless}}',
    '{{#if (or inputs.nickname inputs.flag)}}{{inputs.nickname}}{{/if}}',
    '{{steps.articles.output.[0].title}}',
    '{{inputs.maybe}}',
    '{{#each inputs.count}}x{{/each}}',
    '{{#each inputs.rows}}{{nme}} {{note}}{{/each}}',
    '{{upper inputs.count}}',
    '{{join inputs.ticket.subject}}',
    '{{gt inputs.count "x"}}',
    '{{eq inputs.count "3"}}',
    '{{#ifEquals steps.classify.output.category "bugg"}}x{{/ifEquals}}',
    '{{shout inputs.ticket.id}}',
    '{{#repeat inputs.count}}x{{/repeat}}',
    '{{#inputs.rows}}x{{/inputs.rows}}',
    '{{truncate inputs.ticket.id}}',
    '{{json inputs.rows indents=2}}',
    '{{each inputs.rows}}',
    '{{lookup inputs "x"}}',
    '{{log "x"}}',
    '{{* deco}}',
    '{{#*inline "x"}}a{{/inline}}',
    '{{#> card}}x{{/card}}',
    '{{> (lookup . "x")}}',
    '{{> nobody}}',
    '{{> wrong}}',
    '{{> ping}}',
    '{{@index}}',
    '{{#each inputs.rows}}{{@idx}}{{/each}}',
    '{{this}}',
    '{{"text"}}',
    '{{inputs.constructor}}',
    '{{steps.raw.output.__proto__.x}}',
    '{{../inputs.count}}',
    '{{#if inputs.flag}}x',
    '{{#if inputs.flag}}x{{/each}}',
    'line one\nline two {{inputs.',
    '{{inputs.rows.0}}',
    '{{}}',
  ])('%s', (source) => {
    const found = templateFindings(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatchSnapshot();
  });

  test('places are those of the inner token, on the right line', () => {
    const text = 'Hello\r\n  {{#each inputs.rows}}\n    {{name}} {{nmae}}\n{{/each}}';
    const { diagnostics } = compileTemplate(locateText({ path: 'x', text }), environment);
    expect(diagnostics.map(({ at }) => [at.start.line, at.start.column, at.end.column])).toEqual([[3, 16, 20]]);
  });
});

describe('failures at run time', () => {
  test.each([
    ['{{steps.raw.output.missing}}', {}],
    ['{{steps.raw.output.nested}}', {}],
    ['{{upper steps.raw.output.nested}}', {}],
    ['{{#each steps.raw.output.text}}x{{/each}}', {}],
    ['{{#each steps.raw.output.nested.list}}{{x}}{{/each}}', {}],
  ])('%s', (source) => {
    expect(failureOf(() => render(source))).toMatchSnapshot();
  });

  test('no value of the scope gets into a message', () => {
    const secret = 'sk-SECRET-4711';
    const within = makeScope({ raw: { text: secret, list: [secret], object: { [secret]: secret } } });
    for (const source of [
      '{{steps.raw.output.text.x}}',
      '{{steps.raw.output.object}}',
      '{{upper steps.raw.output.list}}',
      '{{#each steps.raw.output.text}}{{/each}}',
    ]) {
      expect(failureOf(() => render(source, within))).not.toContain(secret);
    }
  });
});

test('references name what a template and its partials read, with the place of each', () => {
  const text =
    '{{#each inputs.rows as |r|}}{{r.name}}{{steps.classify.output.category}}{{/each}}{{> signature who=order_id}}';
  const { value } = compileTemplate(locateText({ path: 'x', text }), environment);
  expect(
    value?.references.map(({ root, path, at }) => `${root} ${path.join('.')} ${at.file}:${at.start.column}`),
  ).toEqual([
    'inputs rows x:9',
    'steps classify.output.category x:41',
    'local order_id x:100',
    'inputs count signature.hbs:15',
  ]);
});
