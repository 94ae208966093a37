import { FailureError, type ModelAliases, type ModelParams } from '@sluice/core';
import type { BreakerSettings } from './breaker.ts';

/** One model that a call may go to. */
export interface Candidate {
  /** As `.model` shows it. */
  readonly alias: string;
  /** `provider/model`. */
  readonly reference: string;
  readonly params: ModelParams;
  /** Of the chain that it stands in. */
  readonly breaker?: BreakerSettings & { readonly chain: string };
}

/** The models behind a name, in the order to try them. A name with a slash is a model itself. */
export function modelChain(models: ModelAliases, name: string): readonly Candidate[] {
  return expand({ models, name, outer: undefined, above: [] });
}

interface Expansion {
  readonly models: ModelAliases;
  readonly name: string;
  readonly outer: Candidate['breaker'];
  readonly above: readonly string[];
}

function expand({ models, name, outer, above }: Expansion): readonly Candidate[] {
  const alias = Object.hasOwn(models, name) ? models[name] : undefined;
  const breaker = outer === undefined ? {} : { breaker: outer };
  if (alias === undefined) {
    if (name.includes('/')) return [{ alias: name, reference: name, params: {}, ...breaker }];
    throw unknown(`there is no model alias ${name}`);
  }
  if (alias.type === 'single') return [{ alias: name, reference: alias.use, params: alias.params, ...breaker }];
  if (above.includes(name)) throw unknown(`the fallback chain ${name} contains itself`);
  const inner = alias.breaker === undefined ? outer : { ...alias.breaker, chain: name };
  return alias.chain.flatMap((next) => expand({ models, name: next, outer: inner, above: [...above, name] }));
}

function unknown(detail: string): FailureError {
  return new FailureError({ type: 'invalid_request', title: 'Unknown model', detail, code: 'model/unknown' });
}
