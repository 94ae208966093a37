import type { Json } from '../json.ts';
import type { Scope } from '../language/scope.ts';
import type { Value } from '../language/value.ts';
import type { Block } from '../plan/plan.ts';

/** What a block comes to: its `output`, or else the output of its last step. `scope` is the scope after it. */
export function blockOutput(block: Block, output: Value | undefined, scope: Scope): Json {
  if (output !== undefined) return output.evaluate(scope);
  const last = block.nodes.at(-1);
  return last === undefined ? null : (scope.steps[last.id]?.output ?? null);
}
