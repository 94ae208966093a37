import type { Json } from '../../json.ts';
import { blockOutput } from '../block-output.ts';
import type { StepContext } from '../step-context.ts';
import type { SwitchConfig } from './config.ts';

/** Runs the first case whose `when` is true, or `else`; without either the output is null. */
export async function runSwitch(config: SwitchConfig, context: StepContext): Promise<Json> {
  const chosen = config.cases.findIndex(
    (branch) => branch.when === undefined || branch.when.evaluate(context.scope) === true,
  );
  const branch = config.cases[chosen];
  if (branch === undefined) {
    context.record({ type: 'choice', chosen: 'none' });
    return null;
  }
  const name = branch.when === undefined ? 'else' : `case${chosen}`;
  context.record({ type: 'choice', chosen: name });
  const { scope } = await context.runBlock(branch.block, { name, locals: {} });
  return blockOutput(branch.block, branch.output, scope);
}
