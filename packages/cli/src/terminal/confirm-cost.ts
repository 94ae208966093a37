import { createInterface } from 'node:readline/promises';
import { UsageError } from '@sluice/core';
import { type EvalSuite, formatUsd, type PreparedDataset } from '@sluice/eval';
import type { CommandHost } from '../compose/open-host.ts';
import type { Config } from '../config/config.ts';
import { estimateCost } from './estimate-cost.ts';
import type { Terminal } from './terminal.ts';

export interface CostQuestion {
  readonly suite: EvalSuite;
  readonly dataset: PreparedDataset;
  readonly host: CommandHost;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly flags: { readonly yes?: boolean; readonly simulate?: string };
  readonly budgeted: boolean;
}

/** Says what will be called and what it may cost; above the configured sum it asks, or refuses where nobody can answer. */
export async function confirmCost(question: CostQuestion): Promise<boolean> {
  const { suite, dataset, host, config, terminal, flags } = question;
  const estimate = await estimateCost(suite, dataset, host);
  terminal.note(estimate.text);
  if (flags.yes === true || flags.simulate !== undefined || question.budgeted) return true;
  if (estimate.highUsd === undefined || estimate.highUsd <= config.confirmAboveUsd) return true;
  const sum = formatUsd(estimate.highUsd);
  if (!terminal.interactive) {
    const hint = '--yes to go on, --budget USD to cap it, or raise confirm_above_usd';
    throw new UsageError(
      'cli/confirm-cost',
      `this may cost up to ${sum}, more than ${formatUsd(config.confirmAboveUsd)}`,
      hint,
    );
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/iu.test((await ask.question(`this may cost up to ${sum}. Go on? [y/N] `)).trim());
  } finally {
    ask.close();
  }
}
