import type { JsonObject } from '@sluice/core';
import type { EvalSuite } from '@sluice/eval';

/** What is wrong with the inputs of a row, by the schemas of every variant's pipeline. */
export function checkDatasetInputs({ variants }: EvalSuite): (inputs: JsonObject) => readonly string[] {
  const plans = [...new Map(variants.map((variant) => [variant.plan, variant])).values()];
  return (inputs) =>
    plans.flatMap(({ plan, inputs: own }) =>
      Object.entries(plan.inputs).flatMap(([name, spec]) => {
        const value = own[name] ?? inputs[name];
        if (value === undefined) return spec.required ? [`the input ${name} is missing`] : [];
        return (spec.validate?.(value) ?? []).map((problem) => `${name}${problem.replace(/^\/ /u, ' ')}`);
      }),
    );
}
