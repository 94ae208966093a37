import type { Json, JsonObject, StepView, Value } from '@sluice/core';
import { expect, test } from 'vitest';
import { builtinScorers } from '../scorers/builtin.ts';
import type { ScoreRecord } from '../scorers/score.ts';
import type { CompiledScorer } from '../suite/eval-suite.ts';
import type { CaseNames } from './case-scope.ts';
import { scoreCase } from './score-case.ts';

function compiled(name: string, config: JsonObject, more: Partial<CompiledScorer> = {}): CompiledScorer {
  const kind = builtinScorers.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`no scorer ${name}`);
  const value = { evaluate: () => config } as unknown as Value;
  return { id: 's', kind, config: value, weight: 1, not: false, normalise: [], range: kind.range, ...more };
}

async function scoreOf(scorer: CompiledScorer, output: Json, names: Partial<CaseNames> = {}): Promise<ScoreRecord> {
  const host = {
    signal: new AbortController().signal,
    ask: async () => ({ ok: false, why: 'no judge here' }) as const,
    callModule: async () => null,
  };
  const scores = await scoreCase([scorer], { row: {}, graded: output, ...names }, host);
  if (scores.s === undefined) throw new Error('not scored');
  return scores.s;
}

test('`not` turns a score around in its range, and with a threshold the verdict', async () => {
  const config = { expected: 'abcd' };
  expect((await scoreOf(compiled('levenshtein', config), 'abcx')).value).toBe(0.75);
  expect((await scoreOf(compiled('levenshtein', config, { not: true }), 'abcx')).value).toBe(0.25);
  expect((await scoreOf(compiled('levenshtein', config, { threshold: 0.75 }), 'abcx')).value).toBe(1);
  expect((await scoreOf(compiled('levenshtein', config, { threshold: 0.8 }), 'abcx')).value).toBe(0);
  // Not similar enough is what was asked for; 1 - 0.75 is not at least 0.8.
  expect((await scoreOf(compiled('levenshtein', config, { threshold: 0.8, not: true }), 'abcx')).value).toBe(1);
});

test('cost and latency are those of the case, or of the step that is graded', async () => {
  const measures = {
    cost_usd: 0.5,
    latency_s: 3,
    steps: { draft: { cost_usd: 0.1, latency_s: 1 }, check: { cost_usd: null, latency_s: null } },
  };
  const step = { output: 'x', status: 'succeeded' } as unknown as StepView;
  const names = { measures, steps: { draft: step, check: step } };
  const bounds = { cost: { max: '0.2 usd' }, latency: { max: '2s' } };
  for (const [name, config] of Object.entries(bounds)) {
    expect((await scoreOf(compiled(name, config), 'x', names)).value).toBe(0);
    expect((await scoreOf(compiled(name, config, { step: 'draft' }), 'x', names)).value).toBe(1);
    expect((await scoreOf(compiled(name, config, { step: 'check' }), 'x', names)).unscored).toBe(true);
  }
});
