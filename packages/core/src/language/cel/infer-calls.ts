import { suggest } from '../../errors/suggest.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { elementOf } from '../../types/element-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import {
  argumentCount,
  badPattern,
  expressionTooComplex,
  unknownFunction,
  unsafeFunction,
  wrongType,
} from '../problems.ts';
import type { Checker } from './checker.ts';
import type { CelFunction, Parameter, ParameterType } from './function.ts';
import { isMacro, namespaceOf } from './function-names.ts';
import { callableNames, findFunction } from './functions.ts';
import { requireBoolean } from './infer-operators.ts';
import { celLimits } from './limits.ts';
import { type Facts, factsFrom, narrow, narrowByFields } from './narrowing.ts';
import type { CallNode, CelNode } from './node.ts';
import { patternProblem } from './pattern.ts';
import { requirePresent } from './require-present.ts';
import { signatureOf } from './signature-of.ts';

export function inferCall(node: CallNode, checker: Checker): JsonSchema {
  const { name, receiver } = node;
  if (receiver !== undefined && isMacro(name)) return inferMacro(node, receiver, checker);
  if (name === 'has' && receiver === undefined) return inferHas(node, checker);
  const namespace = namespaceOf(receiver);
  const known = findFunction(namespace === undefined ? name : `${namespace}.${name}`);
  if (known === undefined) return reportUnknownFunction(node, checker);
  const asMethod = receiver !== undefined && namespace === undefined;
  const args = asMethod ? [receiver, ...node.args] : node.args;
  const required = known.parameters.filter(({ optional }) => optional !== true).length;
  const styleFits = known.style === 'both' || (known.style === 'method') === asMethod;
  if (!styleFits || args.length < required || args.length > known.parameters.length) {
    checker.report(argumentCount.at(checker.at(node.nameAt), { name: known.name, signature: signatureOf(known) }));
    for (const arg of args) checker.infer(arg);
    return known.result([]);
  }
  return known.result(args.map((arg, index) => inferArgument({ arg, known, index }, checker)));
}

interface Argument {
  readonly arg: CelNode;
  readonly known: CelFunction;
  readonly index: number;
}

function inferArgument({ arg, known, index }: Argument, checker: Checker): JsonSchema {
  const parameter = known.parameters[index];
  if (parameter === undefined) return checker.infer(arg);
  if (known.name === 'default' && index === 0) return checker.inferMissingAsNull(arg);
  const found = checker.infer(arg);
  if (parameter.literal === true) checkPattern(arg, known, checker);
  if (parameter.types.includes('any')) return found;
  const type = requirePresent(arg, found, checker);
  if (!accepts(parameter, type)) {
    const message = `${known.name}() takes ${parameter.types.join(' or ')} as ${parameter.name}, not ${describeType(type)}`;
    checker.report(
      wrongType.at(checker.at(arg.at), { message, hint: argumentHint(parameter, type, checker.sourceOf(arg)) }),
    );
    return true;
  }
  return type;
}

function argumentHint(parameter: Parameter, type: JsonSchema, source: string): string | undefined {
  const variants = variantsOf(type);
  if (!parameter.types.includes('string') || variants === undefined) return undefined;
  const scalar = variants.every((variant) => variant.type === 'number' || variant.type === 'boolean');
  return scalar ? `use string(${source})` : `use json.stringify(${source})`;
}

function accepts(parameter: Parameter, type: JsonSchema): boolean {
  const allowed = new Set(parameter.types.map(variantName));
  return variantsOf(type)?.every((variant) => allowed.has(variant.type)) ?? true;
}

function variantName(type: ParameterType): string {
  return type === 'list' ? 'array' : type === 'integer' ? 'number' : type;
}

function checkPattern(arg: CelNode, known: CelFunction, checker: Checker): void {
  if (arg.kind !== 'literal' || typeof arg.value !== 'string') {
    const message = `the pattern of ${known.name}() must be written out as a text`;
    checker.report(badPattern.at(checker.at(arg.at), { message, hint: `such as ${known.example[0]}` }));
    return;
  }
  const problem = patternProblem(arg.value);
  if (problem === undefined) return;
  const hint = /\(\?[=!<]|backref|\\\d/.test(arg.value) ? 'RE2 has no look-around and no back-references' : undefined;
  checker.report(badPattern.at(checker.at(arg.at), { message: `not a valid pattern: ${problem}`, hint }));
}

function inferHas(node: CallNode, checker: Checker): JsonSchema {
  const [arg, ...others] = node.args;
  if (arg?.kind === 'select' && others.length === 0) {
    checker.inferMissingAsNull(arg);
  } else {
    const signature = 'has(value.field)';
    checker.report(argumentCount.at(checker.at(node.nameAt), { name: 'has', signature }));
  }
  return { type: 'boolean' };
}

function inferMacro(node: CallNode, receiver: CelNode, checker: Checker): JsonSchema {
  const { name, args } = node;
  const [variable, ...bodies] = args;
  const expected = name === 'map' ? [1, 2] : [1];
  if (variable?.kind !== 'name' || !expected.includes(bodies.length)) {
    const signature = name === 'map' ? 'list.map(x, ...) or list.map(x, condition, ...)' : `list.${name}(x, condition)`;
    checker.report(argumentCount.at(checker.at(node.nameAt), { name, signature }));
    return true;
  }
  if (checker.depth >= celLimits.macroNesting) {
    const what = `${name} stands inside ${celLimits.macroNesting} others`;
    checker.report(expressionTooComplex.at(checker.at(node.nameAt), { what }));
    return true;
  }
  const element = elementFor(receiver, node, checker);
  const inside = checker.binding(variable.name, element);
  const [first, second] = bodies;
  if (first === undefined) return true;
  if (name === 'map' && second === undefined) return { type: 'array', items: inside.infer(first) };
  requireBoolean(first, inside, `condition of ${name}()`);
  if (name !== 'filter' && second === undefined) return { type: 'boolean' };
  const facts = factsFrom(first, true, inside.pathOf);
  if (second === undefined) return { type: 'array', items: kept(element, inside.pathOf(variable), facts) };
  return { type: 'array', items: inside.assuming(facts).infer(second) };
}

/** The type of what `filter` lets through: `item != null` leaves no null. */
function kept(element: JsonSchema, path: string | undefined, facts: Facts): JsonSchema {
  return path === undefined ? element : narrowByFields(narrow(element, facts.get(path)), path, facts);
}

/** A macro goes over the elements of a list or the keys of an object. */
function elementFor(receiver: CelNode, node: CallNode, checker: Checker): JsonSchema {
  const type = requirePresent(receiver, checker.infer(receiver), checker);
  const variants = variantsOf(type);
  if (variants === undefined) return true;
  if (variants.some((variant) => variant.type !== 'array' && variant.type !== 'object')) {
    const message = `${node.name}() goes over a list, not ${describeType(type)}`;
    checker.report(wrongType.at(checker.at(receiver.at), { message }));
    return true;
  }
  const keys: JsonSchema = { type: 'string' };
  const element = elementOf(type);
  const hasObject = variants.some((variant) => variant.type === 'object');
  return element === undefined ? keys : hasObject ? true : element;
}

const leftOut: ReadonlyMap<string, string> = new Map([
  ['matches', 'use re.match(text, "pattern"): it runs in linear time'],
  ['lowerAscii', 'use lower()'],
  ['upperAscii', 'use upper()'],
  ['bytes', 'values are JSON, which has no bytes'],
  ['uint', 'values are JSON: use int(...)'],
  ['dyn', 'values from schemas that say nothing are dynamic already'],
  ['type', 'test a field instead, or declare a schema'],
  ['timestamp', 'times are texts here; compute with them in a transform step'],
  ['duration', 'durations are texts here; compute with them in a transform step'],
  ['bind', 'put the value into a `transform: set` step'],
]);

function reportUnknownFunction(node: CallNode, checker: Checker): JsonSchema {
  const { name, receiver } = node;
  const namespaced = namespaceOf(receiver) !== undefined;
  if (receiver !== undefined && !namespaced && !isForeignNamespace(receiver, checker)) checker.infer(receiver);
  for (const arg of node.args) checker.infer(arg);
  const instead = namespaced ? undefined : leftOut.get(name);
  if (instead !== undefined) {
    checker.report(unsafeFunction.at(checker.at(node.nameAt), { name: `\`${name}\``, hint: instead }));
    return true;
  }
  const full = namespaced ? `${namespaceOf(receiver)}.${name}` : name;
  const near =
    { greatest: 'math.max', least: 'math.min', length: 'size', len: 'size' }[name] ?? suggest(full, callableNames);
  const hint = near === undefined ? 'the functions are listed in docs/expressions.md' : `did you mean "${near}"?`;
  checker.report(unknownFunction.at(checker.at(node.nameAt), { name: full, hint }));
  return true;
}

function isForeignNamespace(receiver: CelNode, checker: Checker): boolean {
  return receiver.kind === 'name' && checker.pathOf(receiver) === undefined && receiver.name === 'cel';
}
