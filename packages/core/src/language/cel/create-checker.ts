import type { Diagnostic } from '../../errors/diagnostic.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { unionOf } from '../../types/union-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import type { LocatedText } from '../located-text.ts';
import { unsafeFunction, unsafeNumber, wrongType } from '../problems.ts';
import type { TypeEnvironment } from '../type-environment.ts';
import type { Advice, Checker, Variable } from './checker.ts';
import { inferCall } from './infer-calls.ts';
import { inferBinary, inferConditional, inferUnary } from './infer-operators.ts';
import { inferIndex, inferName, inferSelect } from './infer-path.ts';
import { bothFacts, type Facts } from './narrowing.ts';
import type { CelNode, ObjectNode } from './node.ts';

/** What is the same everywhere in one text. */
export interface CheckerShared {
  readonly environment: TypeEnvironment;
  readonly text: LocatedText;
  readonly advice: Advice;
  report(finding: Diagnostic): void;
}

/** What differs from place to place. */
export interface CheckerPlace {
  readonly facts: Facts;
  readonly variables: ReadonlyMap<string, Variable>;
}

/** The type checker of one place of a text. */
export function createChecker(shared: CheckerShared, place: CheckerPlace): Checker {
  const { environment, text, advice } = shared;
  const checker: Checker = {
    environment,
    advice,
    ...place,
    depth: place.variables.size,
    infer: (node) => inferNode(node, checker),
    inferMissingAsNull(node) {
      if (node.kind === 'select') return inferSelect(node, checker, 'null');
      return node.kind === 'index' ? inferIndex(node, checker, 'null') : inferNode(node, checker);
    },
    assuming: (facts) => createChecker(shared, { ...place, facts: bothFacts(place.facts, facts) }),
    binding(name, type) {
      const variable = { type, path: `${name}#${place.variables.size}` };
      return createChecker(shared, { ...place, variables: new Map([...place.variables, [name, variable]]) });
    },
    pathOf: (node) => pathOf(node, place.variables, environment),
    // What stands for `this` in a template has no text of its own.
    sourceOf: (node) => text.text.slice(node.at.start, node.at.end) || 'this',
    at: ({ start, end }) => text.span(start, end),
    report: (finding) => shared.report(finding),
  };
  return checker;
}

function inferNode(node: CelNode, checker: Checker): JsonSchema {
  switch (node.kind) {
    case 'literal':
      return inferLiteral(node.value, node, checker);
    case 'opaque':
      checker.report(
        unsafeFunction.at(checker.at(node.at), { name: `a literal of ${node.what}`, hint: 'values are JSON' }),
      );
      return true;
    case 'name':
      return inferName(node, checker);
    case 'select':
      return inferSelect(node, checker);
    case 'index':
      return inferIndex(node, checker);
    case 'call':
      return inferCall(node, checker);
    case 'unary':
      return inferUnary(node, checker);
    case 'binary':
      return inferBinary(node, checker);
    case 'conditional':
      return inferConditional(node, checker);
    case 'list': {
      const items = node.items.map((item) => checker.infer(item));
      return { type: 'array', prefixItems: items, items: false };
    }
    case 'object':
      return inferObject(node, checker);
  }
}

function inferLiteral(value: null | boolean | bigint | number | string, node: CelNode, checker: Checker): JsonSchema {
  if (typeof value !== 'bigint') return { const: value };
  const number = Number(value);
  if (!Number.isSafeInteger(number)) checker.report(unsafeNumber.at(checker.at(node.at), { text: String(value) }));
  return { const: number };
}

function inferObject(node: ObjectNode, checker: Checker): JsonSchema {
  const properties: [string, JsonSchema][] = [];
  const others: JsonSchema[] = [];
  for (const { key, value } of node.entries) {
    const type = checker.infer(value);
    if (key.kind !== 'literal' || typeof key.value !== 'string') {
      requireTextKey(key, checker);
      others.push(type);
      continue;
    }
    if (['__proto__', 'constructor', 'prototype'].includes(key.value)) {
      const params = { name: `the key ${JSON.stringify(key.value)}`, hint: 'choose another key' };
      checker.report(unsafeFunction.at(checker.at(key.at), params));
    }
    properties.push([key.value, type]);
  }
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: others.length === 0 ? false : unionOf(others),
  };
}

function requireTextKey(key: CelNode, checker: Checker): void {
  const type = checker.infer(key);
  if (variantsOf(type)?.every((variant) => variant.type === 'string') ?? true) return;
  const message = `the key of an object must be a string, not ${describeType(type)}`;
  checker.report(wrongType.at(checker.at(key.at), { message }));
}

function pathOf(
  node: CelNode,
  variables: ReadonlyMap<string, Variable>,
  environment: TypeEnvironment,
): string | undefined {
  switch (node.kind) {
    case 'name': {
      const variable = variables.get(node.name);
      if (variable !== undefined) return variable.path;
      const known = ['inputs', 'steps', 'run'].includes(node.name) || Object.hasOwn(environment.locals, node.name);
      return known ? node.name : undefined;
    }
    case 'select': {
      const of = pathOf(node.of, variables, environment);
      return of === undefined ? undefined : `${of}.${node.field}`;
    }
    case 'index': {
      const of = pathOf(node.of, variables, environment);
      if (of === undefined || node.index.kind !== 'literal') return undefined;
      return typeof node.index.value === 'string' ? `${of}.${node.index.value}` : `${of}[${node.index.value}]`;
    }
    default:
      return undefined;
  }
}
