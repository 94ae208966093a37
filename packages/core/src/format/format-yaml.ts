import { type Document, isMap, isNode, isPair, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { canonicalJson } from '../canonical-json.ts';
import type { Parsed } from '../errors/diagnostic.ts';
import type { SourceText } from '../errors/span.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { KeyOrder } from './key-order.ts';
import { quoteValues } from './quote-values.ts';

/**
 * The same document in the house's form: keys in order, two spaces, quotes only where they are needed for `${ }` and
 * `{{ }}`, comments kept. Says the same as before, or the findings that keep it from being read.
 */
export function formatYaml(source: SourceText, order: KeyOrder): Parsed<string> {
  const text = quoteValues(source.text);
  const before = parseYaml({ path: source.path, text });
  if (!before.ok) return before;
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  sortKeys(document, order);
  const formatted = document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
  const after = parseYaml({ path: source.path, text: formatted });
  if (!after.ok || canonicalJson(after.value.value) !== canonicalJson(before.value.value)) {
    throw new Error(`formatting would change what ${source.path} says`);
  }
  return { ok: true, value: formatted, warnings: [] };
}

function sortKeys(document: Document, order: KeyOrder): void {
  keepModeline(document);
  visit(document.contents, [], order);
}

/** The line that names the schema for editors is the document's, not its first key's. */
function keepModeline(document: Document): void {
  const key = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  const holders = [document.contents, key].filter((node) => isNode(node));
  for (const node of holders) {
    const lines = node.commentBefore?.split('\n') ?? [];
    const modelines = lines.filter((line) => /^ *yaml-language-server:/.test(line));
    if (modelines.length === 0) continue;
    const rest = lines.filter((line) => !modelines.includes(line));
    node.commentBefore = rest.length === 0 ? null : rest.join('\n');
    document.commentBefore = [...modelines, ...(document.commentBefore?.split('\n') ?? [])].join('\n');
  }
}

function visit(node: unknown, path: readonly (string | number)[], order: KeyOrder): void {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) visit(item, [...path, index], order);
  } else if (isMap(node)) {
    sortMap(node, path, order);
    for (const pair of node.items) visit(pair.value, [...path, keyOf(pair)], order);
  }
}

function sortMap(map: YAMLMap, path: readonly (string | number)[], order: KeyOrder): void {
  const wanted = order(path, map.items.map(keyOf));
  if (wanted === undefined) return;
  const [first] = map.items;
  const rank = (pair: Pair): number => {
    const at = wanted.indexOf(keyOf(pair));
    return at === -1 ? wanted.length : at;
  };
  map.items.sort((a, b) => rank(a) - rank(b));
  if (map.items[0] !== first) moveSpace(first, map.items[0]);
}

/** An empty line above a key that now comes first would stand above the whole mapping. */
function moveSpace(from: Pair | undefined, to: Pair | undefined): void {
  const lead = isPair(to) && isScalar(to.key) ? to.key : undefined;
  const other = isPair(from) && isScalar(from.key) ? from.key : undefined;
  if (lead?.spaceBefore !== true) return;
  lead.spaceBefore = false;
  if (other !== undefined) other.spaceBefore = true;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '';
}
