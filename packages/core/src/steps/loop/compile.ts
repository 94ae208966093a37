import { widen } from '../../types/widen.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { LoopConfig } from './config.ts';

export function compileLoop(source: StepSource, context: CompileContext): CompiledStep<LoopConfig> | undefined {
  const { config } = source;
  const initial = source.with === undefined ? undefined : context.value(source.with, true);
  // Every round gives the next one what the first was given: a literal stands for its type.
  const carried = initial === undefined ? true : widen(context.typeOf(initial));
  const steps = config.get('steps');
  const until = config.get('until');
  const maxIterations = config.get('max_iterations')?.value;
  const locals = { carry: carried, iteration: { type: 'integer' } };
  const block = steps === undefined ? undefined : context.block(steps, { pointer: ['loop', 'steps'], locals });
  const carrySource = config.get('carry');
  const carry = carrySource === undefined ? undefined : block?.value(carrySource, carried);
  const result = carry === undefined ? (block?.lastOutput ?? true) : context.typeOf(carry);
  const condition = until === undefined ? undefined : block?.expression(until, { type: 'boolean' }, { carry: result });
  if (block === undefined || condition === undefined || typeof maxIterations !== 'number') return undefined;
  return {
    config: {
      block: block.block,
      until: condition,
      maxIterations,
      ...(initial === undefined ? {} : { initial }),
      ...(carry === undefined ? {} : { carry }),
    },
    outputSchema: result,
    effect: 'read',
  };
}
