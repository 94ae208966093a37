import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { toDiagnostic } from './error-to-diagnostic.ts';
import { linearRegExp } from './linear-reg-exp.ts';
import { pickBranches } from './pick-branch.ts';
import * as problems from './problems.ts';
import { metaSchemaErrors, SchemaCompileError, validatorOf } from './validator.ts';

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
  const findings = [...keywordFindings(located, more), ...metaFindings(located)];
  if (findings.length > 0) return findings;
  try {
    validatorOf(value as JsonSchema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaCompileError)) throw error;
    return [problems.badSchema.at(placeOfReference(located, error.message), { message: error.message })];
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
    if (keyword === 'pattern') return patternFindings(value);
    if (inSchema.includes(keyword)) return keywordFindings(value);
    if (inList.includes(keyword)) return value.items().flatMap((item) => keywordFindings(item));
    if (!byName.includes(keyword)) return [];
    const patterns = keyword === 'patternProperties' ? value.entries().flatMap(([key]) => namePattern(value, key)) : [];
    return [...patterns, ...value.entries().flatMap(([, item]) => keywordFindings(item))];
  });
}

function patternFindings(pattern: LocatedJson): readonly Diagnostic[] {
  if (typeof pattern.value !== 'string') return [];
  const why = patternProblem(pattern.value);
  return why === undefined ? [] : [problems.badPattern.at(pattern.at(), { pattern: pattern.value, why })];
}

function namePattern(parent: LocatedJson, pattern: string): readonly Diagnostic[] {
  const why = patternProblem(pattern);
  return why === undefined ? [] : [problems.badPattern.at(parent.keyAt(pattern), { pattern, why })];
}

function patternProblem(pattern: string): string | undefined {
  try {
    linearRegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The meta-schema sees one level after the other; each error is told once, where it is deepest. */
function metaFindings(located: LocatedJson): readonly Diagnostic[] {
  const errors = pickBranches(metaSchemaErrors(located.value as JsonSchema)).filter((error) => error.keyword !== 'if');
  return errors.map((error) => {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const finding = toDiagnostic(located, { error, path: walk(located, path) });
    const { hint } = finding;
    return problems.badSchema.at(finding.at, { message: finding.message, ...(hint === undefined ? {} : { hint }) });
  });
}

function walk(located: LocatedJson, path: readonly string[]): readonly (string | number)[] {
  const typed: (string | number)[] = [];
  for (const part of path) typed.push(Array.isArray(located.get(...typed)?.value) ? Number(part) : part);
  return typed;
}

function placeOfReference(schema: LocatedJson, message: string): Diagnostic['at'] {
  const found = findReference(schema, message);
  return (found ?? schema).at();
}

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
