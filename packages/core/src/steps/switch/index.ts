import { condition, list, object, steps, value } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileSwitch } from './compile.ts';
import type { SwitchConfig } from './config.ts';
import { runSwitch } from './run.ts';

const branch = {
  steps: steps('What is done.'),
  output: value('What the case gives; the output of the last step when absent.'),
};

/** Steps of the first case whose condition is true; the output is that of the chosen case. */
export const switchStep: StepKind = defineStep<SwitchConfig>({
  kind: 'switch',
  config: object('The first case whose condition is true.', {
    required: {
      cases: list(
        'Looked at in order.',
        object('One case.', {
          required: { when: condition('The case is chosen when this is true.') },
          optional: branch,
        }),
        { minItems: 1 },
      ),
    },
    optional: {
      else: object('When no case is chosen; the output is null when absent.', { optional: branch }),
    },
  }),
  takesWith: false,
  takesDefaultTimeout: false,
  compile: compileSwitch,
  run: runSwitch,
  blocks: ({ cases }) =>
    cases.map(({ when, block }, index) => ({ name: when === undefined ? 'else' : `case${index}`, block })),
});
