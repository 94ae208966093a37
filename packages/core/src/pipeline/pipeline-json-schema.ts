import { list, type Schema } from '../schema/schema-builder.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import type { StepKind } from '../steps/step-kind.ts';
import { commonKeys, stepSchema } from '../steps/step-schema.ts';
import { builtinToolKinds } from '../tools/builtin.ts';
import type { ToolKind } from '../tools/tool-kind.ts';
import { fileSchema, toolSchema } from './pipeline-schema.ts';

/** The published `pipeline.v1.schema.json`, for editors: the whole file, its steps as a union over their kinds. */
export function pipelineJsonSchema(
  kinds: readonly StepKind[] = builtinStepKinds,
  toolKinds: readonly ToolKind[] = builtinToolKinds,
): Schema {
  const { tools, ...properties } = fileSchema['properties'] as Readonly<Record<string, Schema>>;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://sluice.dev/schemas/pipeline.v1.schema.json',
    title: 'Sluice pipeline, version 1',
    ...fileSchema,
    properties: { ...properties, tools: { ...tools, additionalProperties: { anyOf: toolKinds.map(toolSchema) } } },
    $defs: {
      steps: list(
        'The steps.',
        { anyOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind.kind}_step` })) },
        { minItems: 1 },
      ),
      ...Object.fromEntries(kinds.map((kind) => [`${kind.kind}_step`, withSharedKeys(stepSchema(kind))])),
      ...Object.fromEntries(Object.entries(commonKeys).map(([key, schema]) => [`key_${key}`, schema])),
    },
  };
}

/** Keys that all steps have are written once and referred to. */
function withSharedKeys(schema: Schema): Schema {
  const properties = Object.entries(schema['properties'] as Readonly<Record<string, Schema>>);
  const shared = properties.map(([key, value]) => [
    key,
    value === commonKeys[key] ? { $ref: `#/$defs/key_${key}`, description: value['description'] } : value,
  ]);
  return { ...schema, properties: Object.fromEntries(shared) };
}
