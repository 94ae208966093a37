import { compileValue, type LocatedJson, type TypeEnvironment, type Value } from '@sluice/core';
import { unknownInput } from './problems.ts';
import type { SuiteContext } from './suite-context.ts';

/** Values for inputs of the pipeline, over `row`; each must be one that it declares, and of its type. */
export function readInputs(
  source: LocatedJson | undefined,
  { plan, report }: Pick<SuiteContext, 'plan' | 'report'>,
): { readonly [name: string]: Value } {
  const inputs: Record<string, Value> = {};
  for (const [name, located] of source?.entries() ?? []) {
    const spec = plan.inputs[name];
    if (source !== undefined && spec === undefined)
      report(unknownInput.at(source.keyAt(name), { name, known: Object.keys(plan.inputs) }));
    const { value } = compileValue(located, { expected: spec?.schema ?? true, environment: rowEnvironment, report });
    if (value !== undefined) inputs[name] = value;
  }
  return inputs;
}

/** Only `row` is known. */
export const rowEnvironment: TypeEnvironment = { inputs: { type: 'object' }, steps: {}, locals: { row: true } };
