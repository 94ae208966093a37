import { suggestionHint } from '../../errors/suggest.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { unionOf, withoutNull } from '../../types/union-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import { checkEquality } from '../cel/infer-operators.ts';
import type { CelNode, Range } from '../cel/node.ts';
import { requirePresent } from '../cel/require-present.ts';
import { helperArguments, templateNotAllowed, unknownHelper, wrongType } from '../problems.ts';
import type { HelperCall, PathExpression, Value } from './ast.ts';
import { type Frame, resolvePath } from './frame.ts';
import type { HelperParameter, TemplateHelper } from './helper.ts';
import { helperSignature } from './helper-signature.ts';
import { blockHelpers, valueHelpers } from './helpers.ts';
import { recordReference } from './record-reference.ts';
import { placeOf, type TemplateText } from './template-checker.ts';

/** A value of a template with its type; `node` where the type checker can follow it. */
export interface CheckedValue {
  readonly type: JsonSchema;
  readonly node: CelNode | undefined;
  readonly at: Range;
}

/** Types one argument. `missing` says whether it may be absent where it stands. */
export function checkValue(value: Value, frame: Frame, context: ValueContext): CheckedValue {
  const at = context.text.offsets.range(value.loc);
  switch (value.type) {
    case 'PathExpression':
      return checkPath(value, frame, context);
    case 'SubExpression':
      return checkHelperCall(value, frame, context.text);
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return { type: { type: 'null' }, node: { kind: 'literal', value: null, at }, at };
    default:
      return { type: { const: value.value }, node: { kind: 'literal', value: value.value, at }, at };
  }
}

export interface ValueContext {
  readonly text: TemplateText;
  readonly missing: 'error' | 'null';
}

const forbiddenParts = [
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
];

function checkPath(path: PathExpression, frame: Frame, { text, missing }: ValueContext): CheckedValue {
  const at = text.offsets.range(path.loc);
  const ranges = partRanges(path, at, text);
  const { checker } = frame;
  const forbidden = path.parts.findIndex((part) => forbiddenParts.includes(part));
  if (forbidden !== -1) {
    checker.report(
      templateNotAllowed.at(checker.at(ranges[forbidden] ?? at), { what: `\`${path.parts[forbidden]}\`` }),
    );
    return { type: true, node: undefined, at };
  }
  const resolved = resolvePath(path, ranges, frame);
  if (resolved.kind === 'wrong') {
    checker.report(templateNotAllowed.at(checker.at(at), { what: resolved.what, hint: resolved.hint }));
    return { type: true, node: undefined, at };
  }
  if (resolved.kind === 'data') return { type: resolved.type, node: undefined, at };
  if (resolved.kind === 'scope') {
    checker.report(
      templateNotAllowed.at(checker.at(at), {
        what: 'the whole scope',
        hint: 'name what you mean, such as inputs.NAME',
      }),
    );
    return { type: true, node: undefined, at };
  }
  const { node } = resolved;
  recordReference({ node, at }, frame, text);
  if (resolved.rooted) {
    path.data = true;
    path.depth = 0;
    path.parts = ['root', ...path.parts];
  }
  return { type: typeOfNode(node, frame, missing), node, at };
}

function typeOfNode(node: CelNode, frame: Frame, missing: 'error' | 'null'): JsonSchema {
  const { checker } = frame;
  if (node.kind === 'select' && node.field === 'length' && node.of.kind !== 'name') {
    const of = checker.infer(node.of);
    const known = variantsOf(of)?.filter((variant) => variant.type !== 'null');
    if (known?.length && known.every((variant) => variant.type === 'array' || variant.type === 'string')) {
      requirePresent(node.of, of, checker);
      return { type: 'integer' };
    }
  }
  return missing === 'null' ? checker.inferMissingAsNull(node) : checker.infer(node);
}

/** The places of the parts of a path, such as `b` in `../a.[b]`. */
function partRanges(path: PathExpression, at: Range, text: TemplateText): readonly Range[] {
  const source = text.text.text.slice(at.start, at.end);
  const found = [...source.matchAll(/\[[^\]]*\]|[^\s./@[\]]+/g)].map((part) => ({
    start: at.start + part.index,
    end: at.start + part.index + part[0].length,
  }));
  return found.slice(found.length - path.parts.length);
}

/** Types a call of a helper that gives a value, and lets it know its place. */
export function checkHelperCall(call: HelperCall, frame: Frame, text: TemplateText): CheckedValue {
  const at = text.offsets.range(call.loc);
  const helper = call.path.type === 'PathExpression' ? findValueHelper(call.path.original) : undefined;
  if (helper === undefined) {
    reportUnknownHelper(call, frame, text);
    return { type: true, node: undefined, at };
  }
  const args = checkArguments({ call, helper }, frame, text);
  call.params.push({ type: 'NumberLiteral', value: placeOf(text, at), loc: call.loc });
  const nodes = args.map((arg) => arg.node);
  if (helper.name === 'default') {
    const [value, instead] = args;
    return { type: unionOf([withoutNull(value?.type ?? true), instead?.type ?? true]), node: undefined, at };
  }
  checkComparison({ helper, args, at }, frame);
  return { type: helper.result, node: conditionNode(helper.name, nodes, at), at };
}

export interface HelperUse {
  readonly call: HelperCall;
  readonly helper: TemplateHelper;
}

/** Types the arguments of a helper against its parameters. */
export function checkArguments({ call, helper }: HelperUse, frame: Frame, text: TemplateText): readonly CheckedValue[] {
  const { parameters } = helper;
  const { checker } = frame;
  const wrong = (message: string) => {
    const at = checker.at(text.offsets.range(call.path.loc));
    checker.report(helperArguments.at(at, { message, signature: helperSignature(helper) }));
  };
  const required = parameters.filter(({ optional }) => optional !== true).length;
  const most = parameters.some(({ rest }) => rest === true) ? Number.POSITIVE_INFINITY : parameters.length;
  if (call.params.length < required || call.params.length > most)
    wrong(`wrong number of arguments for \`${helper.name}\``);
  for (const { key, value } of call.hash?.pairs ?? []) {
    if (helper.options?.includes(key) !== true) wrong(`\`${helper.name}\` has no option \`${key}\``);
    checkValue(value, frame, { text, missing: 'error' });
  }
  return call.params.map((value, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    return checkArgument({ value, parameter, helper }, frame, text);
  });
}

interface ArgumentUse {
  readonly value: Value;
  readonly parameter: HelperParameter | undefined;
  readonly helper: TemplateHelper;
}

function checkArgument({ value, parameter, helper }: ArgumentUse, frame: Frame, text: TemplateText): CheckedValue {
  const mayBeMissing = parameter?.mayBeMissing === true;
  const checked = checkValue(value, frame, { text, missing: mayBeMissing ? 'null' : 'error' });
  if (parameter === undefined || parameter.type === 'any') return checked;
  const { checker } = frame;
  const type = checked.node === undefined ? checked.type : requirePresent(checked.node, checked.type, checker);
  const wanted = parameter.type === 'list' ? 'array' : parameter.type;
  if (variantsOf(type)?.every((variant) => variant.type === wanted) ?? true) return checked;
  const message = `\`${helper.name}\` takes a ${parameter.type} as ${parameter.name}, not ${describeType(type)}`;
  checker.report(wrongType.at(checker.at(checked.at), { message }));
  return checked;
}

interface Comparison {
  readonly helper: TemplateHelper;
  readonly args: readonly CheckedValue[];
  readonly at: Range;
}

/** The rules of `==` and `<` for the helpers and blocks that compare. */
export function checkComparison({ helper, args, at }: Comparison, frame: Frame): void {
  const [left, right] = args;
  if (left === undefined || right === undefined) return;
  const { checker } = frame;
  if (['eq', 'ne', 'ifEquals', 'unlessEquals'].includes(helper.name)) {
    if (left.node === undefined || right.node === undefined) return;
    checkEquality(
      { left: { node: left.node, type: left.type }, right: { node: right.node, type: right.type }, at },
      checker,
    );
  } else if (helper.name === 'gt' || helper.name === 'lt') {
    const types = [withoutNull(left.type), withoutNull(right.type)];
    const fits = (wanted: string) =>
      types.every((type) => variantsOf(type)?.every((variant) => variant.type === wanted) ?? true);
    if (fits('number') || fits('string')) return;
    const message = `\`${helper.name}\` cannot compare ${types.map(describeType).join(' and ')}`;
    checker.report(wrongType.at(checker.at(at), { message }));
  }
}

/** What a helper says as a condition, for what holds inside the block that it guards. */
export function conditionNode(name: string, nodes: readonly (CelNode | undefined)[], at: Range): CelNode | undefined {
  const [left, right] = nodes;
  if (left === undefined) return undefined;
  if (name === 'not') return { kind: 'unary', operator: '!', of: left, at };
  if (name === 'and' || name === 'or') {
    const operator = name === 'and' ? '&&' : '||';
    const unknown: CelNode = { kind: 'literal', value: true, at };
    return nodes
      .slice(1)
      .reduce<CelNode>((all, node) => ({ kind: 'binary', operator, left: all, right: node ?? unknown, at }), left);
  }
  const operators = { eq: '==', ne: '!=', gt: '>', lt: '<', ifEquals: '==', unlessEquals: '!=' } as const;
  const operator = Object.hasOwn(operators, name) ? operators[name as keyof typeof operators] : undefined;
  return operator === undefined || right === undefined ? undefined : { kind: 'binary', operator, left, right, at };
}

export function findValueHelper(name: string): TemplateHelper | undefined {
  return valueHelpers.find((helper) => helper.name === name);
}

export function findBlockHelper(name: string): TemplateHelper | undefined {
  return blockHelpers.find((helper) => helper.name === name);
}

const leftOut: ReadonlyMap<string, string> = new Map([
  ['log', 'templates have no side effects'],
  ['lookup', 'write the path, such as list.[0] or object.field'],
  ['helperMissing', ''],
  ['blockHelperMissing', ''],
]);

/** Reports a name with arguments that is no helper. */
function reportUnknownHelper(call: HelperCall, frame: Frame, text: TemplateText): void {
  const { checker } = frame;
  const at = checker.at(text.offsets.range(call.path.loc));
  const name = call.path.type === 'PathExpression' ? call.path.original : text.text.text.slice(0, 0);
  const instead = leftOut.get(name);
  if (instead !== undefined) {
    checker.report(templateNotAllowed.at(at, { what: `\`${name}\``, hint: instead || undefined }));
  } else if (findBlockHelper(name) !== undefined) {
    checker.report(
      helperArguments.at(at, { message: `\`${name}\` is a block`, signature: `{{#${name} ...}}...{{/${name}}}` }),
    );
  } else {
    const names = [...valueHelpers, ...blockHelpers].map((helper) => helper.name);
    checker.report(unknownHelper.at(at, { name, hint: suggestionHint(name, names, 'helpers') }));
  }
}
