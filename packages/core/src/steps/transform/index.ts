import { either, object, value } from '../../schema/schema-builder.ts';
import { moduleName } from '../../tools/secret-name.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileTransform } from './compile.ts';
import type { TransformConfig } from './config.ts';
import { runTransform } from './run.ts';

/** A function of a local module on `with`, or a value put together from others. */
export const transformStep: StepKind = defineStep<TransformConfig>({
  kind: 'transform',
  config: either(
    'A function of a local module, or `set`.',
    moduleName('`./file.ts#function`: gets `with`, gives the output.'),
    object('A value put together from others.', { required: { set: value('The output; ${ } at any depth.') } }),
  ),
  takesWith: true,
  compile: compileTransform,
  run: runTransform,
});
