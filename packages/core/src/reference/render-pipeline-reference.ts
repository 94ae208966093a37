import { fileSchema } from '../pipeline/pipeline-schema.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import { stepSchema } from '../steps/step-schema.ts';
import { builtinToolKinds } from '../tools/builtin.ts';

/** `docs/pipeline-reference.md`: every key of a pipeline file, from the schemas that check it. */
export function renderPipelineReference(): string {
  const kinds = builtinStepKinds.map((kind) => kind.kind);
  const [first] = builtinStepKinds;
  const common = first === undefined ? {} : without(stepSchema(first), kinds);
  return `${[
    ...intro,
    '## The file',
    ...tables(fileSchema, ''),
    '## Every step',
    'A step has an `id`, exactly one key that says what kind it is, and any of these:',
    ...tables(common, ''),
    ...builtinStepKinds.flatMap((kind) => [`## ${kind.kind}`, ...tables(kind.config, kind.kind)]),
    ...builtinToolKinds.flatMap((kind) => [
      `## Tool: ${kind.kind}`,
      'Declared under `tools:` as',
      ...tables(kind.config, kind.kind),
      ...(properties(kind.arguments).length === 0 ? [] : ['A step gives, under `with:`']),
      ...tables(kind.arguments, 'with'),
    ]),
  ].join('\n\n')}\n`;
}

const intro: readonly string[] = [
  '<!-- Generated from the schemas in packages/core/src by renderPipelineReference(). -->',
  '# Pipeline reference',
  'Every key of a pipeline file. Unknown keys are errors. `${ }` is an expression and must be the whole value; `{{ }}` ' +
    'is a template and stands in texts only; everything else is a literal.',
];

type Keywords = Readonly<Record<string, unknown>>;

/** The schema's own table, and one for each mapping inside it. */
function tables(schema: unknown, path: string): readonly string[] {
  const keywords = asKeywords(schema);
  const branches = (keywords['anyOf'] ?? []) as readonly unknown[];
  const own = properties(schema);
  const description = typeof keywords['description'] === 'string' ? [keywords['description']] : [];
  return [
    ...(path === '' ? [] : description),
    ...(own.length === 0 ? [] : [table(keywords, own)]),
    ...branches.filter((branch) => properties(branch).length > 0).flatMap((branch) => tables(branch, path)),
    ...own.flatMap(([key, value]) => inner(value, path === '' ? key : `${path}.${key}`)),
  ];
}

function inner(schema: unknown, path: string): readonly string[] {
  const keywords = asKeywords(schema);
  if ('$ref' in keywords) return [];
  const { items, additionalProperties } = keywords;
  const parts = [schema, items, additionalProperties].filter((part) => hasTable(part));
  return parts.flatMap((part) => [`### ${path}${part === items ? '[]' : ''}`, ...tables(part, path)]);
}

function hasTable(schema: unknown): boolean {
  const branches = (asKeywords(schema)['anyOf'] ?? []) as readonly unknown[];
  return properties(schema).length > 0 || branches.some((branch) => properties(branch).length > 0);
}

function table(keywords: Keywords, rows: readonly (readonly [string, unknown])[]): string {
  const required = (keywords['required'] ?? []) as readonly string[];
  const lines = rows.map(([key, value]) => {
    const { description } = asKeywords(value);
    return `| \`${key}\`${required.includes(key) ? ' (required)' : ''} | ${typeOf(value)} | ${cell(String(description ?? ''))} |`;
  });
  return ['| key | value | meaning |', '|---|---|---|', ...lines].join('\n');
}

function typeOf(schema: unknown): string {
  const keywords = asKeywords(schema);
  if ('$ref' in keywords) return 'steps';
  if (typeof keywords['x-expects'] === 'string') return cell(keywords['x-expects']);
  if (Array.isArray(keywords['enum'])) return keywords['enum'].map((word) => `\`${String(word)}\``).join(', ');
  if ('const' in keywords) return `\`${String(keywords['const'])}\``;
  const branches = (keywords['anyOf'] ?? []) as readonly unknown[];
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(' or ');
  if (keywords['type'] === 'array') return `list of ${typeOf(keywords['items'])}`;
  const types = keywords['type'];
  return Array.isArray(types) ? types.join(' or ') : String(types ?? 'any');
}

function properties(schema: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(asKeywords(asKeywords(schema)['properties']));
}

/** A step's schema without the key of its kind. */
function without(schema: Keywords, kinds: readonly string[]): Keywords {
  const kept = properties(schema).filter(([key]) => !kinds.includes(key));
  return { ...schema, properties: Object.fromEntries(kept) };
}

function asKeywords(schema: unknown): Keywords {
  return typeof schema === 'object' && schema !== null ? (schema as Keywords) : {};
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
