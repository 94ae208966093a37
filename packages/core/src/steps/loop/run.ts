import type { Json } from '../../json.ts';
import { blockOutput } from '../block-output.ts';
import type { StepContext } from '../step-context.ts';
import type { LoopConfig } from './config.ts';

/**
 * Repeats the block until `until` is true, at most `max_iterations` times; the last `carry` is the output.
 * Steps see `carry` and the 0-based `iteration`.
 */
export async function runLoop(config: LoopConfig, context: StepContext): Promise<Json> {
  let carry: Json = config.initial?.evaluate(context.scope) ?? null;
  for (let iteration = 0; iteration < config.maxIterations; iteration += 1) {
    const { scope } = await context.runBlock(config.block, { name: `[${iteration}]`, locals: { carry, iteration } });
    carry = blockOutput(config.block, config.carry, scope);
    context.record({ type: 'iteration', index: iteration });
    const done = config.until.evaluate({ ...scope, locals: { ...scope.locals, carry } });
    if (done === true) break;
  }
  return carry;
}
