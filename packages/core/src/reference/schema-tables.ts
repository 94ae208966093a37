export type Keywords = Readonly<Record<string, unknown>>;

/**
 * A Markdown table of the keys of a schema, and one, under a heading with its path, for each mapping inside it.
 * `path` is the key under which the schema stands; empty for a file.
 */
export function schemaTables(schema: unknown, path: string): readonly string[] {
  const keywords = asKeywords(schema);
  const branches = (keywords['anyOf'] ?? []) as readonly unknown[];
  const own = properties(schema);
  const description = typeof keywords['description'] === 'string' ? [keywords['description']] : [];
  return [
    ...(path === '' ? [] : description),
    ...(own.length === 0 ? [] : [table(keywords, own)]),
    ...branches.filter((branch) => properties(branch).length > 0).flatMap((branch) => schemaTables(branch, path)),
    ...own.flatMap(([key, value]) => inner(value, path === '' ? key : `${path}.${key}`)),
  ].filter((part, index, all) => part !== all[index - 1]);
}

function inner(schema: unknown, path: string): readonly string[] {
  const keywords = asKeywords(schema);
  if ('$ref' in keywords) return [];
  const { items, additionalProperties } = keywords;
  const parts = [schema, items, additionalProperties].filter((part) => hasTable(part));
  return parts.flatMap((part) => [`### ${path}${part === items ? '[]' : ''}`, ...schemaTables(part, path)]);
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
  if (typeof keywords['$ref'] === 'string') return keywords['$ref'].slice(keywords['$ref'].lastIndexOf('/') + 1);
  if (typeof keywords['x-expects'] === 'string') return cell(keywords['x-expects']);
  if (Array.isArray(keywords['enum'])) return keywords['enum'].map((word) => `\`${String(word)}\``).join(', ');
  if ('const' in keywords) return `\`${String(keywords['const'])}\``;
  const branches = (keywords['anyOf'] ?? []) as readonly unknown[];
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(' or ');
  if (keywords['type'] === 'array') return `list of ${typeOf(keywords['items'])}`;
  const types = keywords['type'];
  return Array.isArray(types) ? types.join(' or ') : String(types ?? 'any');
}

/** Its keys with their schemas, in the order of the file. */
export function properties(schema: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(asKeywords(asKeywords(schema)['properties']));
}

/** The schema as an object; empty for `true` and `false`. */
export function asKeywords(schema: unknown): Keywords {
  return typeof schema === 'object' && schema !== null ? (schema as Keywords) : {};
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
