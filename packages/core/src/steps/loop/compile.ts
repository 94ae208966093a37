import type { JsonSchema } from '../../json.ts';
import { orNull } from '../../types/union-of.ts';
import { widen } from '../../types/widen.ts';
import type { LocatedJson } from '../../yaml/located-json.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { LoopConfig } from './config.ts';

export function compileLoop(source: StepSource, context: CompileContext): CompiledStep<LoopConfig> | undefined {
  const { config } = source;
  const initial = source.with === undefined ? undefined : context.value(source.with, true);
  // Every round gives the next one what the first was given: a literal stands for its type.
  const carrySource = config.get('carry');
  const carried = initial === undefined ? carriedLater(carrySource) : widen(context.typeOf(initial));
  const steps = config.get('steps');
  const until = config.get('until');
  const maxIterations = config.get('max_iterations')?.value;
  const locals = { carry: carried, iteration: { type: 'integer' } };
  const block = steps === undefined ? undefined : context.block(steps, { pointer: ['loop', 'steps'], locals });
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

/** Without `with` the first round finds null, and the next ones what `carry` spells out; its fields are not typed yet. */
function carriedLater(carry: LocatedJson | undefined): JsonSchema {
  const names = carry?.entries().map(([name]) => name) ?? [];
  if (names.length === 0) return true;
  const properties = Object.fromEntries(names.map((name) => [name, true]));
  return orNull({ type: 'object', required: names, additionalProperties: false, properties });
}
