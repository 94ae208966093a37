import type { Parsed } from '../errors/diagnostic.ts';
import { toParsed } from '../errors/parsed.ts';
import type { SourceText } from '../errors/span.ts';
import type { LocatedJson } from './located-json.ts';
import { readYaml } from './read-yaml.ts';

/**
 * YAML 1.2 core as JSON that knows its places. Reports the first syntax error only; anchors, aliases, tags, merge keys,
 * duplicate keys, several documents and integers above 2^53 are errors too. JSON text is YAML.
 */
export function parseYaml(source: SourceText): Parsed<LocatedJson> {
  const { value, diagnostics } = readYaml(source);
  return toParsed(value, diagnostics);
}
