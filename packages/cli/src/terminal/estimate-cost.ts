import { noUsage, type PlanNode, type Usage, usedModels } from '@sluice/core';
import { type EvalSuite, formatUsd, type PreparedDataset, type Variant } from '@sluice/eval';
import type { CommandHost } from '../compose/open-host.ts';

export interface CostEstimate {
  readonly text: string;
  readonly calls: number;
  /** `undefined` where a price is not known. */
  readonly lowUsd: number | undefined;
  readonly highUsd: number | undefined;
}

/** Tokens of a call that nobody has seen yet: a short and a long prompt and answer. */
const short = { input: 300, output: 50 };
const long = { input: 3000, output: 1000 };

/** A range from typical sizes of calls; the budget, not this, is what caps a run. */
export async function estimateCost(
  suite: EvalSuite,
  dataset: PreparedDataset,
  host: CommandHost,
): Promise<CostEstimate> {
  const samples = dataset.cases * suite.repeat;
  const lines = suite.variants.map((variant) => variantEstimate(variant, samples, host));
  const judges = suite.scorers.filter(({ kind }) => kind.name === 'judge').length * samples * suite.variants.length;
  const calls = lines.reduce((sum, line) => sum + line.calls, judges);
  const lowUsd = sumOf(lines.map(({ low }) => low));
  const highUsd = sumOf(lines.map(({ high }) => high));
  const cost =
    lowUsd === undefined || highUsd === undefined
      ? 'cost unknown (no price)'
      : `${formatUsd(lowUsd)} to ${formatUsd(highUsd)}`;
  const variants = suite.variants.length === 1 ? '' : ` x ${suite.variants.length} variants`;
  const who = `${dataset.cases} cases${variants}${suite.repeat > 1 ? ` x ${suite.repeat}` : ''}`;
  return {
    text: `${who}: about ${calls} model calls${judges > 0 ? ` (${judges} by judges)` : ''}, ${cost}`,
    calls,
    lowUsd,
    highUsd,
  };
}

interface VariantEstimate {
  readonly calls: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

function variantEstimate(variant: Variant, samples: number, { runner }: CommandHost): VariantEstimate {
  const references = usedModels(variant.plan).flatMap((name) => {
    const alias = variant.models[name] ?? variant.plan.models[name];
    if (alias === undefined) return name.includes('/') ? [name] : [];
    return alias.type === 'single' ? [alias.use] : [];
  });
  const steps = Math.max(1, variant.plan.main.nodes.filter(isPrompt).length);
  const perModel = (steps * samples) / Math.max(1, references.length);
  const price = (reference: string, tokens: { input: number; output: number }): number | undefined => {
    if (reference.startsWith('replay/') || reference.startsWith('simulator/')) return 0;
    const usage: Usage = { ...noUsage, input: tokens.input, output: tokens.output };
    const cost = runner.prices.cost(reference, usage, runner.clock.now());
    return cost.known ? (cost.nanoUsd / 1e9) * perModel : undefined;
  };
  return {
    calls: steps * samples,
    low: sumOf(references.map((reference) => price(reference, short))),
    high: sumOf(references.map((reference) => price(reference, long))),
  };
}

function isPrompt({ kind }: PlanNode): boolean {
  return kind.kind === 'prompt';
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0,
  );
}
