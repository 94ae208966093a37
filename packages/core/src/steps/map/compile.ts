import type { JsonSchema } from '../../json.ts';
import { elementOf } from '../../types/element-of.ts';
import { rooted } from '../../types/resolve-reference.ts';
import { orNull } from '../../types/union-of.ts';
import type { CompileContext, LocalTypes, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { MapConfig } from './config.ts';

const anyList: JsonSchema = { type: 'array' };

export function compileMap({ config }: StepSource, context: CompileContext): CompiledStep<MapConfig> | undefined {
  const overSource = config.get('over');
  const over = overSource === undefined ? undefined : context.expression(overSource, anyList);
  const as = readName('as', config, context);
  const index = readName('index', config, context);
  const item = over === undefined ? true : (elementOf(context.typeOf(over)) ?? true);
  const locals: LocalTypes = {
    ...(as === undefined ? {} : { [as]: item }),
    ...(index === undefined ? {} : { [index]: { type: 'integer' } }),
  };
  const steps = config.get('steps');
  const block = steps === undefined ? undefined : context.block(steps, { pointer: ['map', 'steps'], locals });
  const outputSource = config.get('output');
  const output = outputSource === undefined ? undefined : block?.value(outputSource, true);
  if (over === undefined || as === undefined || block === undefined) return undefined;
  const concurrency = config.get('concurrency')?.value;
  const onError = readOnError(config.get('on_error')?.value);
  const result = output === undefined ? block.lastOutput : context.typeOf(output);
  return {
    config: {
      over,
      as,
      ...(index === undefined ? {} : { index }),
      concurrency: typeof concurrency === 'number' ? concurrency : 4,
      onError,
      block: block.block,
      ...(output === undefined ? {} : { output }),
    },
    outputSchema: { type: 'array', items: rooted(onError === 'collect' ? orNull(result) : result) },
    effect: 'read',
  };
}

function readName(key: string, config: StepSource['config'], context: CompileContext): string | undefined {
  const source = config.get(key);
  return source === undefined ? undefined : context.localName(source);
}

function readOnError(value: unknown): MapConfig['onError'] {
  return value === 'collect' || value === 'drop' ? value : 'fail';
}
