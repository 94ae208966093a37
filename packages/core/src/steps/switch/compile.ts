import type { JsonSchema } from '../../json.ts';
import { unionOf } from '../../types/union-of.ts';
import type { LocatedJson } from '../../yaml/located-json.ts';
import type { CompileContext, CompiledBlock, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { SwitchCase, SwitchConfig } from './config.ts';
import * as problems from './problems.ts';

export function compileSwitch(source: StepSource, context: CompileContext): CompiledStep<SwitchConfig> | undefined {
  const { config, declaredOutput = true } = source;
  const cases = (config.get('cases')?.items() ?? []).map((item, index) =>
    compileCase({ source: item, pointer: ['switch', 'cases', index, 'steps'], expected: declaredOutput }, context),
  );
  const last = config.get('else');
  const others =
    last === undefined
      ? []
      : [compileCase({ source: last, pointer: ['switch', 'else', 'steps'], expected: declaredOutput }, context)];
  const compiled = [...cases, ...others];
  const types = compiled.map((branch) => branch?.type ?? true);
  return {
    config: { cases: compiled.flatMap((branch) => branch?.branch ?? []) },
    outputSchema: unionOf(last === undefined ? [...types, { type: 'null' }] : types),
    effect: 'read',
  };
}

interface CaseSource {
  readonly source: LocatedJson;
  readonly pointer: readonly (string | number)[];
  readonly expected: JsonSchema;
}

interface CompiledCase {
  readonly branch: SwitchCase;
  readonly type: JsonSchema;
}

function compileCase({ source, pointer, expected }: CaseSource, context: CompileContext): CompiledCase | undefined {
  const whenSource = source.get('when');
  const when = whenSource === undefined ? undefined : context.expression(whenSource, { type: 'boolean' });
  const steps = source.get('steps');
  const outputSource = source.get('output');
  if (steps === undefined && outputSource === undefined) {
    context.report(problems.emptyCase.at(source.at(), {}));
    return undefined;
  }
  const block: CompiledBlock | undefined =
    steps === undefined
      ? undefined
      : context.block(steps, { pointer, locals: {}, ...(when === undefined ? {} : { holds: when }) });
  const output = outputSource === undefined ? undefined : (block ?? context).value(outputSource, expected);
  return {
    branch: {
      ...(when === undefined ? {} : { when }),
      block: block?.block ?? { nodes: [] },
      ...(output === undefined ? {} : { output }),
    },
    type: output === undefined ? (block?.lastOutput ?? true) : context.typeOf(output),
  };
}
