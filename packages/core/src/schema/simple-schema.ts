export type Keywords = Readonly<Record<string, unknown>>;

/** Whether a schema uses only the keywords that `shapeErrors` knows, at any depth. */
export function isSimple(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return typeof schema === 'boolean';
  const known = answers.get(schema);
  if (known !== undefined) return known;
  const answer = Object.entries(schema).every(([keyword, value]) => isSimpleKeyword(keyword, value));
  answers.set(schema, answer);
  return answer;
}

const answers = new WeakMap<object, boolean>();

const annotations: ReadonlySet<string> = new Set([
  ...[
    '$schema',
    'description',
    'title',
    'default',
    'examples',
    'deprecated',
    '$comment',
    'type',
    'enum',
    'const',
    'required',
  ],
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]);

function isSimpleKeyword(keyword: string, value: unknown): boolean {
  if (annotations.has(keyword) || keyword.startsWith('x-')) return true;
  switch (keyword) {
    case 'items':
    case 'additionalProperties':
    case 'propertyNames':
      return isSimple(value);
    case 'anyOf':
    case 'prefixItems':
      return Array.isArray(value) && value.every(isSimple);
    case 'properties':
    case 'patternProperties':
    case '$defs':
      return typeof value === 'object' && value !== null && Object.values(value).every(isSimple);
    case '$ref':
      return typeof value === 'string' && /^#\/\$defs\/[A-Za-z0-9_]+$/.test(value);
    default:
      return false;
  }
}
