import { type ModelAlias, type Price, UsageError } from '@sluice/core';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';

/** `list`: the aliases of the configuration with their prices. `show REF`: one model. */
export async function models(args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  const { priceBook } = await import('@sluice/providers');
  const prices = priceBook({ overrides: config.prices });
  const now = Date.now();
  const [what = 'list', wanted] =
    args[0] === 'list' || args[0] === 'show' || args[0] === undefined ? args : ['show', args[0]];
  const rows = Object.entries(config.models).map(([alias, model]) => ({ alias, ref: referenceOf(model) }));
  const chosen = what === 'show' ? [oneRow(wanted, rows)] : rows;
  const priced = chosen.map((row) => ({ ...row, price: prices.find(row.ref, now) ?? null }));
  if (flags.json)
    terminal.out(JSON.stringify({ schema: 'sluice/models/v1', prices_date: prices.date, models: priced }, null, 2));
  else show(priced, prices.date, terminal);
  return exitCode.done;
}

interface Row {
  readonly alias: string;
  readonly ref: string;
}

function oneRow(wanted: string | undefined, rows: readonly Row[]): Row {
  if (wanted === undefined)
    throw new UsageError('cli/no-model', 'which model?', 'sluice models show openai/gpt-5.4-mini');
  const alias = rows.find((row) => row.alias === wanted);
  if (alias) return alias;
  if (!wanted.includes('/'))
    throw new UsageError('cli/unknown-alias', `no alias is named ${wanted}`, 'sluice models list');
  return { alias: '', ref: wanted };
}

function referenceOf(model: ModelAlias): string {
  return model.type === 'single' ? model.use : model.chain.join(' > ');
}

function show(rows: readonly (Row & { readonly price: Price | null })[], date: string, terminal: Terminal): void {
  if (rows.length === 0) terminal.note('the configuration names no aliases');
  for (const { alias, ref, price } of rows) {
    const cost = price === null ? 'price unknown' : `$${price.input} in, $${price.output} out per million tokens`;
    terminal.out(`${alias === '' ? '' : `${alias.padEnd(12)} `}${ref.padEnd(32)} ${cost}`);
    if (price?.contextWindow !== undefined) terminal.note(`  context window ${price.contextWindow} tokens`);
  }
  terminal.note(`prices of ${date}`);
}
