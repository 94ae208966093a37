import { condition, integer, object, steps, value } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileLoop } from './compile.ts';
import type { LoopConfig } from './config.ts';
import { runLoop } from './run.ts';

/** Steps that are repeated until a condition holds; the output is the last `carry`. */
export const loopStep: StepKind = defineStep<LoopConfig>({
  kind: 'loop',
  config: object(
    'Steps that are repeated; they read `carry` and the 0-based `iteration`. `with` is the first `carry`.',
    {
      required: {
        steps: steps('What is done in each round.'),
        until: condition('Sees the steps of the round and the new `carry`; the loop ends when this is true.'),
        max_iterations: integer('The most rounds.', 1, { maximum: 10_000 }),
      },
      optional: {
        carry: value('What goes into the next round, and out of the last; the output of the last step when absent.'),
      },
    },
  ),
  takesWith: true,
  takesDefaultTimeout: false,
  compile: compileLoop,
  run: runLoop,
  blocks: ({ block }) => [{ name: '', block }],
});
