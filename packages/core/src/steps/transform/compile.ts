import * as problems from '../../plan/problems.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { TransformConfig } from './config.ts';

export function compileTransform(
  source: StepSource,
  context: CompileContext,
): CompiledStep<TransformConfig> | undefined {
  const set = source.config.get('set');
  if (set !== undefined) return compileSet(source, context);
  const module = context.module(source.config);
  const input = source.with === undefined ? undefined : context.value(source.with, true);
  if (module === undefined) return undefined;
  return { config: { type: 'module', module: module.ref, input }, outputSchema: true, effect: 'read' };
}

function compileSet(source: StepSource, context: CompileContext): CompiledStep<TransformConfig> | undefined {
  const set = source.config.get('set');
  if (source.with !== undefined) {
    context.report(problems.unusedWith.at(source.step.keyAt('with'), { kind: '`transform` with `set`' }));
  }
  const value = set === undefined ? undefined : context.value(set, source.declaredOutput ?? true);
  if (value === undefined) return undefined;
  return { config: { type: 'set', value }, outputSchema: context.typeOf(value), effect: 'read' };
}
