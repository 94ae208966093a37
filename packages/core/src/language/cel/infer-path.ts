import { suggestionHint } from '../../errors/suggest.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { elementOf } from '../../types/element-of.ts';
import { type FieldLookup, fieldOf } from '../../types/field-of.ts';
import { rooted } from '../../types/resolve-reference.ts';
import { orNull, unionOf } from '../../types/union-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import { dynamicStep, optionalUsed, unknownField, unknownName, wrongType } from '../problems.ts';
import { runSchema, stepSchema } from '../step-schema.ts';
import type { Checker } from './checker.ts';
import { narrow, narrowByFields } from './narrowing.ts';
import type { CelNode, IndexNode, NameNode, Range, SelectNode } from './node.ts';
import { requirePresent } from './require-present.ts';
import { reportUnknownName } from './unknown-name.ts';

/** The type of a name. */
export function inferName(node: NameNode, checker: Checker): JsonSchema {
  const { environment, variables } = checker;
  const variable = variables.get(node.name);
  if (variable !== undefined) return narrowed(node, variable.type, checker);
  if (Object.hasOwn(environment.locals, node.name)) {
    return narrowed(node, rooted(environment.locals[node.name] ?? true), checker);
  }
  if (node.name === 'inputs') return rooted(environment.inputs);
  if (node.name === 'run') return runSchema;
  if (node.name === 'steps') checker.report(dynamicStep.at(checker.at(node.at), {}));
  else reportUnknownName(node, checker);
  return true;
}

/** The type of `of.field`; `missing` says what becomes of a field that may not be there. */
export function inferSelect(node: SelectNode, checker: Checker, missing: 'error' | 'null' = 'error'): JsonSchema {
  const access: FieldAccess = { node, of: node.of, field: node.field, at: node.fieldAt, missing };
  return inferField(access, checker);
}

/** The type of `of[index]`. */
export function inferIndex(node: IndexNode, checker: Checker, missing: 'error' | 'null' = 'error'): JsonSchema {
  const { of, index } = node;
  if (index.kind === 'literal' && typeof index.value === 'string') {
    return inferField({ node, of, field: index.value, at: index.at, missing }, checker);
  }
  if (isSteps(of, checker)) {
    checker.report(dynamicStep.at(checker.at(index.at), {}));
    checker.infer(index);
    return true;
  }
  const type = requirePresent(of, checker.infer(of), checker);
  const indexType = requirePresent(index, checker.infer(index), checker);
  return narrowed(node, indexedType({ node, type, indexType }, checker), checker);
}

interface FieldAccess {
  readonly node: SelectNode | IndexNode;
  readonly of: CelNode;
  readonly field: string;
  readonly at: Range;
  readonly missing: 'error' | 'null';
}

function inferField(access: FieldAccess, checker: Checker): JsonSchema {
  const { node, of, field } = access;
  if (isSteps(of, checker)) return inferStep(access, checker);
  const receiver = requirePresent(of, checker.infer(of), checker);
  const path = checker.pathOf(of);
  const lookup = fieldOf(path === undefined ? receiver : narrowByFields(receiver, path, checker.facts), field);
  switch (lookup.found) {
    case 'unknown':
      return narrowed(node, true, checker);
    case 'field':
      return narrowed(node, checkOptional(access, lookup, checker), checker);
    case 'missing':
      reportUnknownField(access, lookup.known, checker);
      return true;
    case 'no-object':
      if (variantsOf(receiver)?.length !== 0) reportNoObject(access, receiver, checker);
      return true;
  }
}

function inferStep({ field, at }: FieldAccess, checker: Checker): JsonSchema {
  const { steps } = checker.environment;
  const step = Object.hasOwn(steps, field) ? steps[field] : undefined;
  if (step !== undefined) return stepSchema(step);
  const hint = suggestionHint(field, Object.keys(steps), 'steps that can be read here');
  checker.report(unknownName.at(checker.at(at), { message: `no step is named \`${field}\``, hint }));
  return true;
}

function checkOptional(access: FieldAccess, lookup: FieldLookup & { found: 'field' }, checker: Checker): JsonSchema {
  const { node, field, at, missing } = access;
  const path = checker.pathOf(node);
  if (!lookup.optional || (path !== undefined && checker.facts.get(path)?.present === true)) return lookup.type;
  if (missing === 'null') return orNull(lookup.type);
  const hint = checker.advice.missing(checker.sourceOf(node));
  checker.report(optionalUsed.at(checker.at(at), { field: `\`${field}\``, hint }));
  return lookup.type;
}

function reportUnknownField({ of, field, at }: FieldAccess, known: readonly string[], checker: Checker): void {
  const step = /^steps\.([^.]+)$/.exec(checker.pathOf(of) ?? '')?.[1];
  const hint =
    (step === undefined ? undefined : stepFieldHint(field, step, checker)) ?? suggestionHint(field, known, 'there are');
  const message = `\`${checker.sourceOf(of)}\` has no field \`${field}\``;
  checker.report(unknownField.at(checker.at(at), { message, hint }));
}

/** People forget `.output`, and look for what only some steps have. */
function stepFieldHint(field: string, step: string, checker: Checker): string | undefined {
  if (field === 'model') return 'only steps that call a model have `.model`';
  if (field === 'errors') return 'only `map` steps have `.errors`';
  const output = fieldOf(checker.environment.steps[step]?.output ?? true, field);
  return output.found === 'field' ? `did you mean "steps.${step}.output.${field}"?` : undefined;
}

function reportNoObject({ of, field, at }: FieldAccess, type: JsonSchema, checker: Checker): void {
  const message = `\`${checker.sourceOf(of)}\` is ${describeType(type)} and has no fields`;
  const methods = ['length', 'size'];
  const hint = methods.includes(field) ? `use size(${checker.sourceOf(of)})` : undefined;
  checker.report(unknownField.at(checker.at(at), { message, hint }));
}

interface IndexAccess {
  readonly node: IndexNode;
  readonly type: JsonSchema;
  readonly indexType: JsonSchema;
}

function indexedType({ node, type, indexType }: IndexAccess, checker: Checker): JsonSchema {
  const variants = variantsOf(type);
  if (variants === undefined) return true;
  const list = elementOf(type);
  const objects = variants.filter((variant) => variant.type === 'object');
  if (list === undefined && objects.length === 0) {
    if (variants.length === 0) return true;
    const message = `${describeType(type)} cannot be indexed`;
    const hint = variants.some((variant) => variant.type === 'string') ? 'use substring(start, end)' : undefined;
    checker.report(wrongType.at(checker.at(node.at), { message, hint }));
    return true;
  }
  const wanted = new Set<string>([
    ...(list === undefined ? [] : ['number']),
    ...(objects.length === 0 ? [] : ['string']),
  ]);
  const wrong = variantsOf(indexType)?.some((variant) => !wanted.has(variant.type)) ?? false;
  if (wrong) {
    const message = `an index of ${describeType(type)} is ${[...wanted].join(' or ')}, not ${describeType(indexType)}`;
    checker.report(wrongType.at(checker.at(node.index.at), { message }));
  }
  const properties = objects.flatMap((object) => [
    ...object.properties.values(),
    ...(object.open ? [object.additional] : []),
  ]);
  return unionOf([...(list === undefined ? [] : [list]), ...properties]);
}

function isSteps(node: CelNode, checker: Checker): boolean {
  return node.kind === 'name' && checker.pathOf(node) === 'steps';
}

function narrowed(node: CelNode, type: JsonSchema, checker: Checker): JsonSchema {
  const path = checker.pathOf(node);
  return path === undefined ? type : narrow(type, checker.facts.get(path));
}
