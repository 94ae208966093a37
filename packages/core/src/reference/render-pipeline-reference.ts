import { fileSchema } from '../pipeline/pipeline-schema.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import { stepSchema } from '../steps/step-schema.ts';
import { builtinToolKinds } from '../tools/builtin.ts';
import { type Keywords, properties, schemaTables } from './schema-tables.ts';

/** `docs/pipeline-reference.md`: every key of a pipeline file, from the schemas that check it. */
export function renderPipelineReference(): string {
  const kinds = builtinStepKinds.map((kind) => kind.kind);
  const [first] = builtinStepKinds;
  const common = first === undefined ? {} : without(stepSchema(first), kinds);
  return `${[
    ...intro,
    '## The file',
    ...schemaTables(fileSchema, ''),
    '## Every step',
    'A step has an `id`, exactly one key that says what kind it is, and any of these:',
    ...schemaTables(common, ''),
    ...builtinStepKinds.flatMap((kind) => [`## ${kind.kind}`, ...schemaTables(kind.config, kind.kind)]),
    ...builtinToolKinds.flatMap((kind) => [
      `## Tool: ${kind.kind}`,
      'Declared under `tools:` as',
      ...schemaTables(kind.config, kind.kind),
      ...(properties(kind.arguments).length === 0 ? [] : ['A step gives, under `with:`']),
      ...schemaTables(kind.arguments, 'with'),
    ]),
  ].join('\n\n')}\n`;
}

const intro: readonly string[] = [
  '<!-- Generated from the schemas in packages/core/src by renderPipelineReference(). -->',
  '# Pipeline reference',
  'Every key of a pipeline file. Unknown keys are errors. `${ }` is an expression and must be the whole value; `{{ }}` ' +
    'is a template and stands in texts only; everything else is a literal.',
];

/** A step's schema without the key of its kind. */
function without(schema: Keywords, kinds: readonly string[]): Keywords {
  const kept = properties(schema).filter(([key]) => !kinds.includes(key));
  return { ...schema, properties: Object.fromEntries(kept) };
}
