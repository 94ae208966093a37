import type { Json } from '../../json.ts';
import type { StepContext } from '../step-context.ts';
import type { TransformConfig } from './config.ts';

/** The value of `set:`, or what the module's function makes of `with:`. */
export async function runTransform(config: TransformConfig, context: StepContext): Promise<Json> {
  if (config.type === 'set') return config.value.evaluate(context.scope);
  return await context.callModule(config.module, config.input?.evaluate(context.scope) ?? {});
}
