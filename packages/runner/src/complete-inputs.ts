import { FailureError, freezeJson, type Json, type JsonObject, type Plan } from '@sluice/core';

/** The inputs with their defaults, frozen. Throws `invalid_request` for one that is missing, unknown or wrong. */
export function completeInputs(plan: Plan, given: JsonObject): JsonObject {
  const inputs: Record<string, Json> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(plan.inputs, name)) throw wrong(`${plan.name} has no input ${name}`);
  }
  for (const [name, spec] of Object.entries(plan.inputs)) {
    const value = Object.hasOwn(given, name) ? given[name] : spec.default;
    if (value === undefined) {
      if (spec.required) throw wrong(`the input ${name} of ${plan.name} is missing`);
      continue;
    }
    const problems = spec.validate?.(value) ?? [];
    if (problems.length > 0) throw wrong(`the input ${name} of ${plan.name}: ${problems.slice(0, 5).join('; ')}`);
    inputs[name] = value;
  }
  return freezeJson(inputs);
}

function wrong(detail: string): FailureError {
  return new FailureError({ type: 'invalid_request', title: 'Wrong inputs', detail, code: 'run/inputs' });
}
