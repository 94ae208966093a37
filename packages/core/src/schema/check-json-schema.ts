import type { Diagnostic } from '../errors/diagnostic.ts';
import { suggest } from '../errors/suggest.ts';
import type { JsonSchema } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { keywordValueProblem } from './keyword-values.ts';
import { linearRegExp } from './linear-reg-exp.ts';
import * as problems from './problems.ts';
import { SchemaCompileError, validatorOf } from './validator.ts';

/**
 * What is wrong with a schema that an author wrote: keywords, their values, patterns, references.
 * `more` are keywords of ours that the schema may have at its top.
 */
export function checkJsonSchema(located: LocatedJson, more: readonly string[] = []): readonly Diagnostic[] {
  const { value } = located;
  if (typeof value === 'boolean') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [problems.badSchema.at(located.at(), { message: 'a schema is a mapping, or true or false' })];
  }
  const findings = keywordFindings(located, more);
  if (findings.length > 0 || !hasReference(located)) return findings;
  try {
    validatorOf(value as JsonSchema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaCompileError)) throw error;
    const place = findReference(located, error.message) ?? located;
    return [problems.badSchema.at(place.at(), { message: error.message })];
  }
}

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const inSchema: readonly string[] = [
  ...['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems', 'contains', 'propertyNames'],
  ...['not', 'if', 'then', 'else', 'contentSchema'],
];
const inList: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const byName: readonly string[] = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
const plainKeywords: readonly string[] = [
  ...['$schema', '$id', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$comment'],
  ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains'],
  ...['maxProperties', 'minProperties', 'required', 'dependentRequired', 'format', 'contentEncoding'],
  ...['contentMediaType', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
];
const known: ReadonlySet<string> = new Set([...inSchema, ...inList, ...byName, ...plainKeywords]);

function keywordFindings(schema: LocatedJson, more: readonly string[] = []): readonly Diagnostic[] {
  return schema.entries().flatMap(([keyword, value]) => {
    if (!known.has(keyword) && !keyword.startsWith('x-') && !more.includes(keyword)) {
      return [problems.unknownKeyword.at(schema.keyAt(keyword), { keyword, known: [...known] })];
    }
    const message = keywordValueProblem(keyword, value.value);
    if (message !== undefined) return [badValue(keyword, value, message)];
    if (keyword === 'pattern') return patternFindings(String(value.value), value.at());
    if (inSchema.includes(keyword)) return keywordFindings(value);
    if (inList.includes(keyword)) return value.items().flatMap((item) => keywordFindings(item));
    return byName.includes(keyword) ? namedFindings(keyword, value) : [];
  });
}

function namedFindings(keyword: string, value: LocatedJson): readonly Diagnostic[] {
  return value
    .entries()
    .flatMap(([name, schema]) => [
      ...(keyword === 'patternProperties' ? patternFindings(name, value.keyAt(name)) : []),
      ...keywordFindings(schema),
    ]);
}

function badValue(keyword: string, source: LocatedJson, message: string): Diagnostic {
  const types = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];
  const near = keyword === 'type' && typeof source.value === 'string' ? suggest(source.value, types) : undefined;
  const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
  return problems.badSchema.at(source.at(), { message, ...hint });
}

function patternFindings(pattern: string, at: Diagnostic['at']): readonly Diagnostic[] {
  try {
    linearRegExp(pattern, 'u');
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [problems.badPattern.at(at, { pattern, why })];
  }
}

/** Only names and references can still be wrong when every keyword has the right value: compiling tells. */
function hasReference(node: LocatedJson): boolean {
  return /"\$(?:ref|dynamicRef|id|anchor|dynamicAnchor)":/.test(JSON.stringify(node.value));
}

/** The reference that a compiler's message speaks of. */
function findReference(node: LocatedJson, message: string): LocatedJson | undefined {
  for (const [key, child] of node.entries()) {
    if (key === '$ref' && typeof child.value === 'string' && message.includes(child.value)) return child;
    const deeper = findReference(child, message);
    if (deeper !== undefined) return deeper;
  }
  return node
    .items()
    .map((item) => findReference(item, message))
    .find((found) => found !== undefined);
}
