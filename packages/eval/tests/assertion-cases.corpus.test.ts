import { readFileSync } from 'node:fs';
import { type Json, type JsonObject, type Value, valueErrors } from '@sluice/core';
import { corpusFile } from '@sluice/corpus';
import { describe, expect, test } from 'vitest';

import { scoreCase } from '../src/run/score-case.ts';
import { builtinScorers } from '../src/scorers/builtin.ts';
import { type AssertionCase, type Fact, factOf, splitType } from './assertion-cases/assertion-case.ts';
import { type Counterpart, counterparts } from './assertion-cases/counterparts.ts';
import { differences } from './assertion-cases/differences.ts';
import { noCounterpart } from './assertion-cases/no-counterpart.ts';

/** Lists of cases, and lists of another form with the reason why they are not run. */
const lists = ['cases', 'observed'];
const otherLists: Readonly<Record<string, string>> = {
  aggregation: 'a suite here has no weighted sum of assertions: `success` says what counts, gates decide by metric',
};

const source = corpusFile('assertion-cases.json');

describe.skipIf(source === undefined)('assertion-cases.json', () => {
  const file: Readonly<Record<string, unknown>> = source === undefined ? {} : JSON.parse(readFileSync(source, 'utf8'));
  const all = lists.flatMap((name) => (file[name] ?? []) as AssertionCase[]);

  test('every list and every type is known', () => {
    const unknown = Object.entries(file).filter(
      ([name, value]) => Array.isArray(value) && !lists.includes(name) && otherLists[name] === undefined,
    );
    expect(unknown.map(([name]) => name)).toEqual([]);
    const types = [...new Set(all.map(({ type }) => splitType(type).name))];
    const unlisted = types.filter((name) => counterparts[name] === undefined && noCounterpart[name] === undefined);
    expect(unlisted).toEqual([]);
    for (const [name, why] of Object.entries(otherLists)) {
      console.log(`assertion-cases ${name}: ${((file[name] ?? []) as unknown[]).length} not run: ${why}`);
    }
    for (const { reason, applies } of differences) {
      console.log(`assertion-cases difference on purpose: ${all.filter(applies).length} cases: ${reason}`);
    }
  });

  test('no counterpart: counted, with the reason', () => {
    const without = all.filter(({ type }) => noCounterpart[splitType(type).name] !== undefined);
    for (const [name, why] of Object.entries(noCounterpart)) {
      console.log(`assertion-cases ${name}: ${count(without, name)} cases without a counterpart: ${why}`);
    }
    expect(without.every(({ type }) => counterparts[splitType(type).name] === undefined)).toBe(true);
  });

  test.each(Object.keys(counterparts))('%s', async (name) => {
    const cases = all.filter(({ type }) => splitType(type).name === name);
    const problems: string[] = [];
    let same = 0;
    let deliberate = 0;
    for (const found of cases) {
      const [theirs, ours] = [factOf(found), await verdictOf(found)];
      const difference = differences.find(({ applies }) => applies(found));
      if (theirs === ours) same += 1;
      else if (difference?.ours.includes(ours)) deliberate += 1;
      else problems.push(`${found.id} ${found.type}: ${ours}, the tool ${theirs ?? 'says nothing'}`);
    }
    console.log(`assertion-cases ${name}: ${cases.length} cases, ${same} same, ${deliberate} differ on purpose`);
    expect(problems).toEqual([]);
  });
});

function count(cases: readonly AssertionCase[], name: string): number {
  return cases.filter(({ type }) => splitType(type).name === name).length;
}

/** Through the suite's own scoring: schema and check of the config, then threshold and `not`. */
async function verdictOf(found: AssertionCase): Promise<Fact> {
  const { name, not } = splitType(found.type);
  const counterpart = counterparts[name]?.(found);
  const kind = builtinScorers.find((candidate) => candidate.name === counterpart?.scorer);
  if (counterpart === undefined || kind === undefined) throw new Error(`${found.type} has no scorer`);
  if (valueErrors(kind.config)(counterpart.config).length > 0) return 'refused';
  if (kind.check?.(counterpart.config) !== undefined) return 'refused';
  const value = await grade(found, { counterpart, not });
  return value === null ? 'refused' : value === 1 ? 'pass' : 'fail';
}

async function grade(
  { output, cost, latencyMs }: AssertionCase,
  { counterpart, not }: { readonly counterpart: Counterpart; readonly not: boolean },
): Promise<number | null> {
  const { scorer, config, threshold, normalise = [] } = counterpart;
  const kind = builtinScorers.find((candidate) => candidate.name === scorer);
  if (kind === undefined) throw new Error(`no scorer ${scorer}`);
  const compiled = {
    id: 'a',
    kind,
    config: literal(config),
    weight: 1,
    ...(threshold === undefined ? {} : { threshold }),
    not,
    normalise,
    range: kind.range,
  };
  const measures = {
    cost_usd: cost ?? null,
    latency_s: latencyMs === undefined ? null : latencyMs / 1000,
    steps: {},
  };
  const scores = await scoreCase(
    [compiled],
    { row: {}, graded: output as Json, measures },
    {
      signal: new AbortController().signal,
      ask: async () => ({ ok: false, why: 'no judge here' }),
      callModule: async () => null,
    },
  );
  return scores.a?.value ?? null;
}

function literal(config: JsonObject): Value {
  return { evaluate: () => config } as unknown as Value;
}
