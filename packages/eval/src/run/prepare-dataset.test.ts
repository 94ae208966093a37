import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@sluice/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderOf, suiteIn } from '../testing/suite-of.ts';
import { DatasetErrors, type PreparedDataset, prepareDataset, usedRows } from './prepare-dataset.ts';

const rows = Array.from({ length: 20 }, (_, index) => ({
  id: `r${index}`,
  text: `text ${index}`,
  split: index % 2 === 0 ? 'test' : 'train',
  customer: index % 3,
  lang: index < 5 ? 'de' : 'en',
}));

function jsonl(list: readonly unknown[]): string {
  return `${list.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

function suiteText(dataset: string, rest = ''): string {
  return `version: 1\nname: e\npipeline: pipe.yaml\ndataset: ${dataset}\ninputs: { text: "\${ row.text }" }\n${rest}`;
}

interface Prepared {
  readonly dataset: PreparedDataset;
  readonly ids: readonly string[];
}

async function prepared(
  dataset: string,
  files: { readonly [name: string]: string } = {},
  rest = '',
): Promise<Prepared> {
  const suite = suiteIn(folderOf({ 'rows.jsonl': jsonl(rows), ...files }), suiteText(dataset, rest));
  const found = await prepareDataset({ suite, checkInputs: textProblem });
  const used = await Array.fromAsync(usedRows(suite));
  expect(used.map(({ index }) => index)).toEqual(used.map((_, index) => index));
  return { dataset: found, ids: used.map(({ id }) => id) };
}

function textProblem({ text }: JsonObject): readonly string[] {
  return typeof text === 'string' ? [] : ['text must be string'];
}

async function findings(dataset: string, files: { readonly [name: string]: string } = {}): Promise<readonly string[]> {
  const error = await prepared(dataset, files).catch((caught: unknown) => caught);
  if (!(error instanceof DatasetErrors)) throw new Error(`no findings but ${String(error)}`);
  return error.findings.map(
    ({ code, file, line, message }) => `${file.split('/').at(-1)}:${line} ${code} ${message.replace(/\/\S*\//gu, '')}`,
  );
}

describe('which rows are used', () => {
  test('split, filter and limit, in this order', async () => {
    const { ids, dataset } = await prepared(
      '{ path: rows.jsonl, id: "${ row.id }", split: test, filter: "${ row.customer != 0 }", limit: 4 }',
    );
    expect(ids).toEqual(['r2', 'r4', 'r8', 'r10']);
    expect(dataset.cases).toBe(4);
  });

  test('a sample is the same for the same seed, other for another, and keeps the order of the file', async () => {
    const spec = '{ path: rows.jsonl, id: "${ row.id }", sample: 6 }';
    const first = await prepared(spec, {}, 'seed: 7');
    expect((await prepared(spec, {}, 'seed: 7')).ids).toEqual(first.ids);
    expect((await prepared(spec, {}, 'seed: 8')).ids).not.toEqual(first.ids);
    expect(first.ids).toHaveLength(6);
    expect(first.ids).toEqual([...first.ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
    expect((await prepared('{ path: rows.jsonl, id: "${ row.id }", sample: 99 }')).ids).toHaveLength(20);
  });

  test('every row has the same chance to be drawn', async () => {
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 200; seed += 1) {
      const { ids } = await prepared('{ path: rows.jsonl, id: "${ row.id }", sample: 5 }', {}, `seed: ${seed}`);
      for (const id of ids) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    }
    // 200 draws at 1/4: mean 50, sd 6.1.
    expect(drawn.size).toBe(20);
    for (const count of drawn.values()) expect(Math.abs(count - 50)).toBeLessThan(5 * 6.1);
  });

  test('several files and globs, in the order of their names', async () => {
    const files = {
      'b.jsonl': jsonl([{ id: 'b', text: 'x' }]),
      'a.csv': 'id,text\na,x\n',
      'c[1].jsonl': jsonl([{ id: 'c', text: 'x' }]),
    };
    expect((await prepared('{ path: [b.jsonl, a.csv, "c[1].jsonl"], id: "${ row.id }" }', files)).ids).toEqual([
      'b',
      'a',
      'c',
    ]);
    const globbed = await prepared('{ path: "?.*l", id: "${ row.id }" }', {
      ...files,
      'd.yaml': '- { id: d, text: x }\n',
    });
    expect(globbed.ids).toEqual(['b', 'd']);
    expect(globbed.dataset.files.map((file) => file.split('/').at(-1))).toEqual(['b.jsonl', 'd.yaml']);
  });
});

describe('identity', () => {
  test('without an id, a row is its content: order and appended rows change no id', async () => {
    const before = await prepared('rows.jsonl');
    const after = await prepared('rows.jsonl', {
      'rows.jsonl': jsonl([...rows].reverse().concat({ ...rows[0], id: 'new' } as never)),
    });
    expect(new Set(before.ids).size).toBe(20);
    expect(after.ids.slice(0, 20).reverse()).toEqual(before.ids);
    expect(after.dataset.hash).not.toBe(before.dataset.hash);
  });

  test('the hash is that of the rows, the order that of their places', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: 2 }), async (some) => {
        const [one, other] = [some, [...some].sort((a, b) => (a.id < b.id ? -1 : 1))];
        const [a, b] = await Promise.all(
          [one, other].map((list) => prepared('rows.jsonl', { 'rows.jsonl': jsonl(list) })),
        );
        expect(a?.dataset.hash).toBe(b?.dataset.hash);
        const same = one.every((row, index) => row === other[index]);
        expect(a?.dataset.order === b?.dataset.order).toBe(same);
      }),
      { numRuns: 15 },
    );
  });

  test('clusters and tags, as a list or as a map', async () => {
    const list = await prepared(
      '{ path: rows.jsonl, id: "${ row.id }", cluster: "${ row.customer }", tags: "${ [row.lang, row.split] }", limit: 6 }',
    );
    expect(list.dataset.clusters).toEqual([0, 1, 2, 0, 1, 2]);
    expect([...list.dataset.tags]).toEqual([
      ['de', [0, 1, 2, 3, 4]],
      ['test', [0, 2, 4]],
      ['train', [1, 3, 5]],
      ['en', [5]],
    ]);
    const map = await prepared('{ path: rows.jsonl, tags: "${ {\\"lang\\": row.lang} }", limit: 6 }');
    expect([...map.dataset.tags]).toEqual([
      ['lang=de', [0, 1, 2, 3, 4]],
      ['lang=en', [5]],
    ]);
  });
});

describe('what is wrong is told by file and line, before anything is called', () => {
  test('all of it in one pass', async () => {
    const bad = [
      '{"id":"a","text":"fine"}',
      '{"id":"b","text":',
      '{"id":"c","text":5}',
      '{"id":"d"}',
      '{"id":"a","text":"again"}',
      '{"id":null,"text":"x"}',
    ].join('\n');
    expect(await findings('{ path: bad.jsonl, id: "${ row.id }" }', { 'bad.jsonl': bad })).toMatchInlineSnapshot(`
      [
        "bad.jsonl:2 dataset/bad-json this line is not JSON: Unexpected end of JSON input",
        "bad.jsonl:3 dataset/bad-row the case c: text must be string",
        "bad.jsonl:4 dataset/bad-row there is no field \`text\` (the value is an object), in \`row.text\` at eval.yaml:5:21",
        "bad.jsonl:5 dataset/duplicate-id the id a stands at line 1 already",
        "bad.jsonl:6 dataset/bad-row an id must be a text or a number, this row gives null",
      ]
    `);
  });

  test('a filter that cannot be computed, a record of the wrong width, a missing file behind a good one', async () => {
    const files = { 'a.csv': 'id,text\n1,x\n2\n3,y,z\n4,"w"\n' };
    expect(
      await findings('{ path: ["rows.jsonl", "a.csv", "nothing-*.jsonl"], filter: "${ row.lang == \'de\' }" }', files),
    ).toMatchInlineSnapshot(`
      [
        "a.csv:3 dataset/bad-csv Invalid Record Length: columns length is 2, got 1 on line 3",
        "a.csv:4 dataset/bad-csv Invalid Record Length: columns length is 2, got 3 on line 4",
        "a.csv:2 dataset/bad-row filter: there is no field \`lang\` (the value is an object), in \`row.lang\` at eval.yaml:4:74",
        "a.csv:5 dataset/bad-row filter: there is no field \`lang\` (the value is an object), in \`row.lang\` at eval.yaml:4:74",
        "nothing-*.jsonl:1 dataset/no-file no file matches nothing-*.jsonl",
      ]
    `);
  });

  test('a copy in another file names that file', async () => {
    const files = { 'more.jsonl': jsonl([rows[3]]) };
    expect(await findings('{ path: [rows.jsonl, more.jsonl], id: "${ row.id }" }', files)).toMatchInlineSnapshot(`
      [
        "more.jsonl:1 dataset/duplicate-id the id r3 stands at rows.jsonl:4 already",
      ]
    `);
  });

  test('at most twenty findings, also of rows that are well formed', async () => {
    const many = jsonl(Array.from({ length: 50 }, (_, id) => ({ id, text: id })));
    expect(await findings('{ path: many.jsonl, id: "${ row.id }" }', { 'many.jsonl': many })).toHaveLength(20);
    expect(await findings('many.jsonl', { 'many.jsonl': 'no\n'.repeat(50) })).toHaveLength(20);
  });

  test('nothing left to evaluate', async () => {
    expect(await findings('{ path: rows.jsonl, filter: "${ row.lang == \'fr\' }" }')).toMatchInlineSnapshot(`
      [
        "rows.jsonl:1 dataset/empty no row is left to evaluate",
      ]
    `);
    expect(await findings('{ path: rows.jsonl, split: validation }')).toHaveLength(1);
  });
});

test('aliases of YAML are what they stand for; an explosion of them is refused', async () => {
  const folder = folderOf({ 'a.yaml': '- &one { id: a, text: &t hello }\n- { id: b, text: *t }\n' });
  const suite = suiteIn(folder, suiteText('{ path: a.yaml, id: "${ row.id }" }'));
  const used = await Array.fromAsync(usedRows(suite));
  expect(used.map(({ inputs }) => inputs)).toEqual([{ text: 'hello' }, { text: 'hello' }]);
  const level = (number: number, item: string): string =>
    `  l${number}: &l${number} [${Array(9).fill(item).join(', ')}]`;
  const levels = Array.from({ length: 9 }, (_, number) => level(number, number === 0 ? 'x' : `*l${number - 1}`));
  writeFileSync(join(folder, 'bomb.yaml'), `-\n${levels.join('\n')}\n`);
  const bomb = suiteIn(folder, suiteText('bomb.yaml'));
  await expect(prepareDataset({ suite: bomb, checkInputs: () => [] })).rejects.toThrow(DatasetErrors);
});

test('inputs of a variant are computed from the row and checked for each variant', async () => {
  const variants = 'variants:\n  - name: a\n  - { name: b, inputs: { text: "${ row.lang }" } }\n';
  const suite = suiteIn(
    folderOf({ 'rows.jsonl': jsonl(rows) }),
    suiteText('{ path: rows.jsonl, id: "${ row.id }" }', variants),
  );
  const seen: JsonObject[] = [];
  await prepareDataset({
    suite: { ...suite, dataset: { ...suite.dataset, limit: 1 } },
    checkInputs(inputs) {
      seen.push(inputs);
      return [];
    },
  });
  expect(seen).toEqual([{ text: 'text 0' }, { text: 'de' }]);
});
