import { choice, expression, integer, object, steps, text, value } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileMap } from './compile.ts';
import type { MapConfig } from './config.ts';
import { runMap } from './run.ts';

const localName = { pattern: '^[a-z][a-z0-9_]*$', 'x-expects': 'a name of small letters, digits and _' };

/** Steps for each item of a list; results in input order. */
export const mapStep: StepKind = defineStep<MapConfig>({
  kind: 'map',
  config: object('Steps for each item of a list; the output is a list in input order.', {
    required: {
      over: expression('The list.'),
      as: text('The name by which the steps read the item.', localName),
      steps: steps('What is done for each item.'),
    },
    optional: {
      index: text('The name by which the steps read the 0-based place of the item.', localName),
      concurrency: integer('How many items at once; 4 when absent.', 1, { maximum: 1000 }),
      on_error: choice(
        'What a failed item does: `fail` the step (when absent), become null and `.errors` (`collect`), or be left out (`drop`).',
        ['fail', 'collect', 'drop'],
      ),
      output: value('What an item gives; the output of the last step when absent.'),
    },
  }),
  takesWith: false,
  takesDefaultTimeout: false,
  shows: ['errors'],
  compile: compileMap,
  run: runMap,
  blocks: ({ block }) => [{ name: '', block }],
});
