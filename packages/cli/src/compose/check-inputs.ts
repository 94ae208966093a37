import type { JsonObject } from '@sluice/core';
import type { Variant } from '@sluice/eval';

/** What is wrong with the inputs of a row, by the schemas of a variant's pipeline. */
export function checkDatasetInputs(inputs: JsonObject, { plan }: Pick<Variant, 'plan'>): readonly string[] {
  return Object.entries(plan.inputs).flatMap(([name, spec]) => {
    const value = inputs[name];
    if (value === undefined) return spec.required ? [`the input ${name} is missing`] : [];
    return (spec.validate?.(value) ?? []).map((problem) => `${name}${problem.replace(/^\/ /u, ' ')}`);
  });
}
