import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import { wrongType } from '../language/problems.ts';
import { missingKey, unknownKey } from '../schema/problems.ts';
import { validateLocated } from '../schema/validate-located.ts';
import { isAssignable } from '../types/is-assignable.ts';
import { type Part, typeOfPart } from './part.ts';

type Report = (finding: Diagnostic) => void;

/** Whether a part fits `expected`: literals by validation, expressions by type, each at its own place. */
export function checkPart(part: Part, expected: JsonSchema, report: Report): void {
  if (expected === true || part.kind === 'broken') return;
  const shape = part.kind === 'expression' ? undefined : plainShape(expected);
  if (part.kind === 'literal') {
    // A schema put together from others is followed to its parts: their references point into themselves.
    if (shape?.kind === 'object' && hasEntries(part)) checkMap(opened(part), shape, report);
    else validateLocated(part.source, expected).forEach(report);
    return;
  }
  if (part.kind === 'map' && shape?.kind === 'object') checkMap(part, shape, report);
  else if (part.kind === 'list' && shape?.kind === 'array') {
    part.items.forEach((item, index) => {
      checkPart(item, shape.prefix[index] ?? shape.items, report);
    });
  } else checkType(part, expected, report);
}

function hasEntries({ json }: Extract<Part, { kind: 'literal' }>): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function opened({ source }: Extract<Part, { kind: 'literal' }>): Extract<Part, { kind: 'map' }> {
  const entries = source
    .entries()
    .map(([key, item]) => [key, { kind: 'literal', source: item, json: item.value } as const] as const);
  return { kind: 'map', source, entries };
}

function checkType(part: Part, expected: JsonSchema, report: Report): void {
  const fit = isAssignable(typeOfPart(part), expected);
  if (fit.ok) return;
  const path = part.kind === 'expression' ? [] : fit.path.filter((key) => key !== '*');
  report(wrongType.at(part.source.at(...path), { message: fit.why }));
}

function checkMap(part: Extract<Part, { kind: 'map' }>, shape: ObjectShape, report: Report): void {
  const known = Object.keys(shape.properties);
  for (const [key, item] of part.entries) {
    const declared = Object.hasOwn(shape.properties, key) ? shape.properties[key] : shape.additional;
    if (declared === false) report(unknownKey.at(part.source.keyAt(key), { key, known }));
    else checkPart(item, declared ?? true, report);
  }
  const given = new Set(part.entries.map(([key]) => key));
  for (const key of shape.required) {
    if (!given.has(key)) report(missingKey.at(part.source.at(), { key }));
  }
}

interface ObjectShape {
  readonly kind: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  readonly additional: JsonSchema;
}

interface ArrayShape {
  readonly kind: 'array';
  readonly prefix: readonly JsonSchema[];
  readonly items: JsonSchema;
}

/** Keywords that say nothing about the inside of a value. */
const transparent: ReadonlySet<string> = new Set([
  ...['type', 'description', 'title', 'default', 'examples', '$schema', '$comment', 'deprecated'],
  ...['properties', 'required', 'additionalProperties', 'items', 'prefixItems', 'minItems', 'maxItems'],
]);

/** The shape of a schema that can be followed key by key; `undefined` where it says more than that. */
function plainShape(schema: JsonSchema): ObjectShape | ArrayShape | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (Object.keys(schema).some((keyword) => !transparent.has(keyword) && !keyword.startsWith('x-'))) return undefined;
  if (schema['type'] === 'object') {
    return {
      kind: 'object',
      properties: (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>,
      required: (schema['required'] ?? []) as readonly string[],
      additional: (schema['additionalProperties'] ?? true) as JsonSchema,
    };
  }
  if (schema['type'] === 'array') {
    return {
      kind: 'array',
      prefix: (schema['prefixItems'] ?? []) as readonly JsonSchema[],
      items: (schema['items'] ?? true) as JsonSchema,
    };
  }
  return undefined;
}
