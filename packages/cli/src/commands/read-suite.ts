import { PipelineError, UsageError, usedModels } from '@sluice/core';
import { type EvalSuite, overrideSuite, parseEvalSuite } from '@sluice/eval';
import type { CommandHost } from '../compose/open-host.ts';
import { suiteOptions } from '../compose/planning.ts';
import type { Config } from '../config/config.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { wholeNumber } from '../parse-flags.ts';
import { readSource } from './load.ts';

export interface EvalFlags extends GlobalFlags {
  readonly models?: string;
  readonly variant?: readonly string[];
  readonly limit?: string;
  readonly sample?: string;
  readonly seed?: string;
  readonly repeat?: string;
  readonly concurrency?: string;
  readonly budget?: string;
  /** `--no-cache` makes it false. */
  readonly cache?: boolean;
  readonly refresh?: boolean;
  readonly filter?: string;
  readonly output?: readonly string[];
  readonly resume?: boolean | string;
  readonly retryErrors?: boolean;
  readonly simulate?: string;
  readonly recordHttp?: string;
  readonly replayHttp?: string;
  readonly plan?: boolean;
  readonly yes?: boolean;
}

interface Reading {
  readonly config: Config;
  readonly host: CommandHost;
}

/** The file with the flags applied: read once as it is, so that findings point into it. */
export function readSuite(path: string, flags: EvalFlags, { config, host }: Reading): EvalSuite {
  const source = readSource(path);
  const options = suiteOptions(config, host.modules);
  const plain = parsed(parseEvalSuite(source, options));
  const models = flags.models === undefined ? undefined : readModels(flags.models, plain);
  const overrides = { ...(models ? { models } : {}), ...(flags.filter === undefined ? {} : { filter: flags.filter }) };
  const changed =
    Object.keys(overrides).length === 0
      ? plain
      : parsed(parseEvalSuite({ path: source.path, text: overrideSuite(source.text, overrides) }, options));
  return applyFlags(changed, flags);
}

function parsed(result: ReturnType<typeof parseEvalSuite>): EvalSuite {
  if (result.ok) return result.value;
  throw new PipelineError(result.diagnostics);
}

function readModels(text: string, suite: EvalSuite): { alias: string; references: readonly string[] } {
  const equals = text.indexOf('=');
  const first = suite.variants[0];
  const aliases = first === undefined ? [] : usedModels(first.plan).filter((name) => !name.includes('/'));
  const alias = equals > 0 ? text.slice(0, equals) : aliases.length === 1 ? aliases[0] : undefined;
  if (alias === undefined) {
    throw new UsageError(
      'cli/ambiguous-alias',
      `--models needs an alias: the pipeline has ${aliases.length}`,
      `--models ${aliases[0] ?? 'alias'}=${text}`,
    );
  }
  return {
    alias,
    references: text
      .slice(equals + 1)
      .split(',')
      .map((reference) => reference.trim()),
  };
}

function applyFlags(suite: EvalSuite, flags: EvalFlags): EvalSuite {
  const { dataset } = suite;
  const variants = flags.variant === undefined ? suite.variants : chosenVariants(suite, flags.variant);
  return {
    ...suite,
    variants,
    baseline: variants.some(({ name }) => name === suite.baseline) ? suite.baseline : (variants[0]?.name ?? ''),
    // A condition about a variant that is left out cannot be decided.
    gates: suite.gates.filter((gate) => isGateable(gate, variants)),
    watch: suite.watch.filter((gate) => isGateable(gate, variants)),
    dataset: {
      ...dataset,
      ...(flags.limit === undefined ? {} : { limit: wholeNumber('--limit', flags.limit) }),
      ...(flags.sample === undefined ? {} : { sample: wholeNumber('--sample', flags.sample) }),
    },
    ...(flags.seed === undefined ? {} : { seed: wholeNumber('--seed', flags.seed, 0) }),
    ...(flags.repeat === undefined ? {} : { repeat: wholeNumber('--repeat', flags.repeat) }),
    ...(flags.concurrency === undefined ? {} : { concurrency: wholeNumber('--concurrency', flags.concurrency) }),
  };
}

function chosenVariants(suite: EvalSuite, names: readonly string[]): EvalSuite['variants'] {
  const known = suite.variants.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name))
      throw new UsageError('cli/unknown-variant', `no variant is named ${name}`, `known: ${known.join(', ')}`);
  }
  return suite.variants.filter(({ name }) => names.includes(name));
}

function isGateable(gate: EvalSuite['gates'][number], variants: EvalSuite['variants']): boolean {
  const names = variants.map(({ name }) => name);
  const has = (name: string | undefined): boolean => name === undefined || names.includes(name);
  return has(gate.variant) && has(gate.baseline) && (gate.baseline === undefined || names.length > 1);
}
