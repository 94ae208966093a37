import { FailureError } from '../../errors/failure.ts';
import { SuspendedError } from '../../errors/suspended.ts';
import { errorView } from '../../execution/error-view.ts';
import type { Json } from '../../json.ts';
import { blockOutput } from '../block-output.ts';
import type { Abortable, StepContext } from '../step-context.ts';
import type { MapConfig } from './config.ts';

/**
 * Runs the block once for each item; results stand in input order whatever the finish order.
 * A failed item fails the step, becomes `null`, or is dropped, as `on_error` says.
 */
export async function runMap(config: MapConfig, context: StepContext): Promise<Json> {
  const items = toItems(config.over.evaluate(context.scope));
  const results: ItemResult[] = new Array(items.length);
  const abortable = context.abortable();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && !abortable.signal.aborted) {
      const index = next;
      next += 1;
      results[index] = await runItem({ config, context, abortable, index, item: items[index] ?? null });
    }
  };
  await Promise.all(Array.from({ length: Math.min(config.concurrency, items.length) }, work));
  abortable.dispose();
  return collect(config, results, context);
}

type ItemResult = { readonly ok: true; readonly output: Json } | { readonly ok: false; readonly error: unknown };

interface Item {
  readonly config: MapConfig;
  readonly context: StepContext;
  readonly abortable: Abortable;
  readonly index: number;
  readonly item: Json;
}

async function runItem({ config, context, abortable, index, item }: Item): Promise<ItemResult> {
  const locals = { [config.as]: item, ...(config.index === undefined ? {} : { [config.index]: index }) };
  try {
    const { scope } = await context.runBlock(config.block, {
      name: `[${index}]`,
      locals,
      signal: abortable.signal,
    });
    return { ok: true, output: blockOutput(config.block, config.output, scope) };
  } catch (error) {
    if (config.onError === 'fail' && !(error instanceof SuspendedError)) abortable.abort(error);
    return { ok: false, error };
  }
}

function collect(config: MapConfig, results: readonly ItemResult[], context: StepContext): Json {
  context.signal.throwIfAborted();
  const errors = results.flatMap((result) => (result === undefined || result.ok ? [] : [result.error]));
  // A mistake of ours first, then what the items did themselves; an answer that is awaited comes last.
  const fatal =
    errors.find((error) => !(error instanceof FailureError) && !isWait(error)) ??
    (config.onError === 'fail' ? errors.find(isCause) : undefined) ??
    errors.find(isWait);
  if (fatal !== undefined) throw fatal;
  const outputs: Json[] = [];
  results.forEach((result, index) => {
    if (result.ok) {
      outputs.push(result.output);
    } else if (result.error instanceof FailureError) {
      context.record({ type: 'item-error', index, error: errorView(result.error.failure) });
      if (config.onError === 'collect') outputs.push(null);
    }
  });
  return outputs;
}

function isWait(error: unknown): boolean {
  return error instanceof SuspendedError;
}

/** Not what the failure of another item did to this one. */
function isCause(error: unknown): boolean {
  return error instanceof FailureError && error.failure.type !== 'cancelled';
}

function toItems(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new FailureError({
    type: 'invalid_request',
    title: 'A map needs a list',
    detail: `over came to ${value === null ? 'null' : typeof value}, not a list`,
    code: 'map/not-a-list',
  });
}
