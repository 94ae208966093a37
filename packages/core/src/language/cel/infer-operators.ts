import { suggest } from '../../errors/suggest.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { elementOf } from '../../types/element-of.ts';
import { unionOf } from '../../types/union-of.ts';
import type { Variant, VariantType } from '../../types/variant.ts';
import { variantsOf } from '../../types/variants-of.ts';
import { divisionByZero, impossibleLiteral, neverEqual, wrongType } from '../problems.ts';
import type { Checker } from './checker.ts';
import { factsFrom } from './narrowing.ts';
import type { BinaryNode, CelNode, ConditionalNode, Range, UnaryNode } from './node.ts';
import { requirePresent } from './require-present.ts';

const bool: JsonSchema = { type: 'boolean' };

export function inferUnary(node: UnaryNode, checker: Checker): JsonSchema {
  if (node.operator === '!') {
    requireBoolean(node.of, checker, 'operand of `!`');
    return bool;
  }
  const type = requirePresent(node.of, checker.infer(node.of), checker);
  if (allAre(type, ['number'])) return numeric(type);
  checker.report(wrongType.at(checker.at(node.at), { message: `\`-\` takes a number, not ${describeType(type)}` }));
  return { type: 'number' };
}

export function inferConditional(node: ConditionalNode, checker: Checker): JsonSchema {
  requireBoolean(node.condition, checker, 'condition');
  const branch = (part: CelNode, truth: boolean) =>
    checker.assuming(factsFrom(node.condition, truth, checker.pathOf)).infer(part);
  return unionOf([branch(node.yes, true), branch(node.no, false)]);
}

export function inferBinary(node: BinaryNode, checker: Checker): JsonSchema {
  switch (node.operator) {
    case '&&':
    case '||': {
      requireBoolean(node.left, checker, `operand of \`${node.operator}\``);
      const facts = factsFrom(node.left, node.operator === '&&', checker.pathOf);
      requireBoolean(node.right, checker.assuming(facts), `operand of \`${node.operator}\``);
      return bool;
    }
    case '==':
    case '!=':
      return inferEquality(node, checker);
    case 'in':
      return inferMembership(node, checker);
    default:
      return inferArithmetic(node, checker);
  }
}

/** Reports what is not a boolean where one is needed. */
export function requireBoolean(node: CelNode, checker: Checker, place: string): void {
  const type = requirePresent(node, checker.infer(node), checker);
  if (allAre(type, ['boolean'])) return;
  const source = checker.sourceOf(node);
  const message = `the ${place} must be true or false, not ${describeType(type)}`;
  checker.report(wrongType.at(checker.at(node.at), { message, hint: booleanHint(type, source) }));
}

function booleanHint(type: JsonSchema, source: string): string | undefined {
  const first = variantsOf(type)?.[0];
  if (first?.type === 'string') return `compare it: ${source} != ""`;
  if (first?.type === 'number') return `compare it: ${source} != 0`;
  return first?.type === 'array' ? `compare its size: size(${source}) > 0` : undefined;
}

function inferEquality(node: BinaryNode, checker: Checker): JsonSchema {
  const [left, right] = [node.left, node.right];
  const leftType = isNull(right) ? checker.inferMissingAsNull(left) : checker.infer(left);
  const rightType = isNull(left) ? checker.inferMissingAsNull(right) : checker.infer(right);
  checkEquality(
    { left: { node: left, type: leftType }, right: { node: right, type: rightType }, at: node.at },
    checker,
  );
  return bool;
}

/** Two values that are compared. */
export interface Equality {
  readonly left: Typed;
  readonly right: Typed;
  readonly at: Range;
}

/** Reports a comparison that would always come out the same. `null` may be compared with everything. */
export function checkEquality({ left, right, at }: Equality, checker: Checker): void {
  if (isNull(left.node) || isNull(right.node)) return;
  if (reportImpossible(right.node, left, checker) || reportImpossible(left.node, right, checker)) return;
  if (mayBeEqual(left.type, right.type)) return;
  checker.report(neverEqual.at(checker.at(at), { left: describeType(left.type), right: describeType(right.type) }));
}

interface Typed {
  readonly node: CelNode;
  readonly type: JsonSchema;
}

/** A literal that the other side's schema does not list. */
function reportImpossible(literal: CelNode, other: Typed, checker: Checker): boolean {
  if (literal.kind !== 'literal' || literal.value === null) return false;
  const value = typeof literal.value === 'bigint' ? Number(literal.value) : literal.value;
  const variants = variantsOf(other.type);
  if (variants === undefined) return false;
  const same = variants.filter((variant) => variant.type === typeof value);
  const allowed = same.flatMap((variant): readonly unknown[] => ('values' in variant ? (variant.values ?? []) : []));
  if (same.length === 0 || same.some((variant) => !('values' in variant) || variant.values === undefined)) return false;
  if (allowed.some((known) => known === value)) return false;
  const near = typeof value === 'string' ? suggest(value, allowed.map(String)) : undefined;
  const hint = `${near === undefined ? '' : `did you mean "${near}"? `}allowed: ${allowed.map(String).join(', ')}`;
  const params = { literal: JSON.stringify(value), of: checker.sourceOf(other.node), hint };
  checker.report(impossibleLiteral.at(checker.at(literal.at), params));
  return true;
}

function mayBeEqual(left: JsonSchema, right: JsonSchema): boolean {
  const [one, other] = [variantsOf(left), variantsOf(right)];
  if (one === undefined || other === undefined || one.length === 0 || other.length === 0) return true;
  return one.some((variant) => other.some((candidate) => overlap(variant, candidate)));
}

function overlap(left: Variant, right: Variant): boolean {
  if (left.type !== right.type) return false;
  const values = 'values' in left ? left.values : undefined;
  const others: readonly unknown[] | undefined = 'values' in right ? right.values : undefined;
  return values === undefined || others === undefined || values.some((value) => others.includes(value));
}

function inferMembership({ left, right, at }: BinaryNode, checker: Checker): JsonSchema {
  const leftType = checker.infer(left);
  const rightType = requirePresent(right, checker.infer(right), checker);
  if (!allAre(rightType, ['array', 'object'])) {
    const hint = allAre(rightType, ['string'])
      ? `for a part of a text use ${checker.sourceOf(right)}.contains(${checker.sourceOf(left)})`
      : undefined;
    const message = `\`in\` takes a list or an object, not ${describeType(rightType)}`;
    checker.report(wrongType.at(checker.at(right.at), { message, hint }));
    return bool;
  }
  if (right.kind === 'list') {
    const impossible = right.items.filter((item) => reportImpossible(item, { node: left, type: leftType }, checker));
    if (impossible.length > 0) return bool;
  }
  const element = allAre(rightType, ['array']) ? elementOf(rightType) : undefined;
  if (element === undefined || element === false) return bool;
  if (reportImpossible(left, { node: right, type: element }, checker) || mayBeEqual(leftType, element)) return bool;
  const params = { left: describeType(leftType), right: `an element of ${describeType(rightType)}` };
  checker.report(neverEqual.at(checker.at(at), params));
  return bool;
}

function inferArithmetic(node: BinaryNode, checker: Checker): JsonSchema {
  const { operator, left, right } = node;
  const leftType = requirePresent(left, checker.infer(left), checker);
  const rightType = requirePresent(right, checker.infer(right), checker);
  const comparison = ['<', '<=', '>', '>='].includes(operator);
  const families: readonly VariantType[] = comparison
    ? ['number', 'string']
    : operator === '+'
      ? ['number', 'string', 'array']
      : ['number'];
  const family = families.find((type) => allAre(leftType, [type]) && allAre(rightType, [type]));
  if (family === undefined) {
    const message = `\`${operator}\` cannot combine ${describeType(leftType)} and ${describeType(rightType)}`;
    checker.report(wrongType.at(checker.at(node.at), { message, hint: mixHint(node, [leftType, rightType], checker) }));
    return comparison ? bool : true;
  }
  if ((operator === '/' || operator === '%') && right.kind === 'literal' && Number(right.value) === 0) {
    checker.report(divisionByZero.at(checker.at(right.at), {}));
  }
  if (comparison) return bool;
  if (variantsOf(leftType) === undefined && variantsOf(rightType) === undefined)
    return operator === '+' ? true : { type: 'number' };
  if (family === 'string') return { type: 'string' };
  if (family === 'array')
    return { type: 'array', items: unionOf([elementOf(leftType) ?? true, elementOf(rightType) ?? true]) };
  // Whole numbers stay whole except under `/`, which keeps the fraction of numbers that came in as JSON.
  return operator !== '/' && isInteger(leftType) && isInteger(rightType) ? { type: 'integer' } : { type: 'number' };
}

function mixHint(
  node: BinaryNode,
  [left, right]: readonly [JsonSchema, JsonSchema],
  checker: Checker,
): string | undefined {
  const textLeft = isOnly(left, 'string');
  if (textLeft === isOnly(right, 'string')) return undefined;
  const [text, other, otherType] = textLeft ? [node.left, node.right, right] : [node.right, node.left, left];
  if (node.operator === '+' && isOnly(otherType, 'number')) return `for text use string(${checker.sourceOf(other)})`;
  if (node.operator === '+' && !isOnly(otherType, 'boolean'))
    return `for text use json.stringify(${checker.sourceOf(other)})`;
  if (node.operator === '+') return `for text use string(${checker.sourceOf(other)})`;
  return `for a number use double(${checker.sourceOf(text)})`;
}

function isOnly(type: JsonSchema, wanted: VariantType): boolean {
  return variantsOf(type) !== undefined && allAre(type, [wanted]);
}

function isInteger(type: JsonSchema): boolean {
  return variantsOf(type)?.every((variant) => variant.type === 'number' && variant.integer) ?? false;
}

function numeric(type: JsonSchema): JsonSchema {
  return isInteger(type) ? { type: 'integer' } : { type: 'number' };
}

/** Unknown types pass; so does a type that allows nothing, because it was reported before. */
function allAre(type: JsonSchema, wanted: readonly VariantType[]): boolean {
  return variantsOf(type)?.every((variant) => wanted.includes(variant.type)) ?? true;
}

function isNull(node: CelNode): boolean {
  return node.kind === 'literal' && node.value === null;
}
