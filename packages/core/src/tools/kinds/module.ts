import type { JsonObject, JsonSchema } from '../../json.ts';
import { either, object, schemaDocument } from '../../schema/schema-builder.ts';
import { moduleName } from '../secret-name.ts';
import type { ToolKind } from '../tool-kind.ts';

/** A function of a local module as a tool: JSON in, JSON out. */
export const moduleTool: ToolKind = {
  kind: 'module',
  config: either(
    'A function of a local module.',
    moduleName('`./file.ts#function`.'),
    object('A function with its types.', {
      required: { use: moduleName('`./file.ts#function`.') },
      optional: {
        arguments: schemaDocument('JSON Schema of its argument.'),
        output: schemaDocument('JSON Schema of its result.'),
      },
    }),
  ),
  arguments: { type: 'object', description: 'The argument of the function.' },
  output: true,
  literalArguments: [],
  methods: false,
  effect: () => 'read',
  network: false,
  signature: (config: JsonObject) => ({
    ...(config['arguments'] === undefined ? {} : { arguments: config['arguments'] as JsonSchema }),
    ...(config['output'] === undefined ? {} : { output: config['output'] as JsonSchema }),
  }),
};
