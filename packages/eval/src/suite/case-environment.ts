import type { Plan, TypeEnvironment } from '@sluice/core';

/** The names that expressions of scorers see: `row`, `output`, `step`, `steps`, `recorded`. */
export function caseEnvironment(plan: Plan): TypeEnvironment {
  const steps = Object.fromEntries(
    plan.main.nodes.map((node) => [
      node.id,
      // A scorer of a step that did not end well is never asked, so nothing needs a guard here.
      { output: node.outputSchema ?? true, maySkip: false, isMap: true, hasModel: true },
    ]),
  );
  return {
    inputs: { type: 'object' },
    steps,
    locals: { row: true, output: plan.outputSchema, recorded: true, step: true },
  };
}
