import type { JsonSchema } from '../../json.ts';
import { schemaOf } from '../../types/schema-of.ts';
import { withoutNull } from '../../types/union-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import type { BinaryNode, CelNode } from './node.ts';

/** What a condition that held says of one path. */
export interface Fact {
  /** The field is there; it may be `null`. */
  readonly present: boolean;
  /** There and not `null`. */
  readonly nonNull: boolean;
  /** The step whose output this is was not skipped; it may have failed. */
  readonly notSkipped?: boolean;
  /** One of these, where that is known. */
  readonly values?: readonly unknown[];
}

/** Facts by path, such as `steps.classify.output.category`. */
export type Facts = ReadonlyMap<string, Fact>;

export const noFacts: Facts = new Map();

/** Names a path, or gives `undefined` for what is computed. */
export type PathOf = (node: CelNode) => string | undefined;

/** What is known once `node` turned out to be `truth`. */
export function factsFrom(node: CelNode, truth: boolean, pathOf: PathOf): Facts {
  switch (node.kind) {
    case 'unary':
      return node.operator === '!' ? factsFrom(node.of, !truth, pathOf) : noFacts;
    case 'binary':
      return factsFromBinary(node, truth, pathOf);
    case 'call':
      return node.name === 'has' && truth ? factOf(node.args[0], { present: true, nonNull: false }, pathOf) : noFacts;
    case 'name':
    case 'select':
    case 'index':
      return truth ? factOf(node, { present: true, nonNull: true }, pathOf) : noFacts;
    default:
      return noFacts;
  }
}

/** Both hold. */
export function bothFacts(left: Facts, right: Facts): Facts {
  const all = new Map(left);
  for (const [path, fact] of right) {
    const other = all.get(path);
    const values = fact.values ?? other?.values;
    all.set(path, {
      present: fact.present || other?.present === true,
      nonNull: fact.nonNull || other?.nonNull === true,
      notSkipped: fact.notSkipped === true || other?.notSkipped === true,
      ...(values === undefined ? {} : { values }),
    });
  }
  return all;
}

/** A type with what a fact says taken into account. */
export function narrow(type: JsonSchema, fact: Fact | undefined): JsonSchema {
  if (fact === undefined) return type;
  const known = fact.nonNull ? withoutNull(type) : type;
  const { values } = fact;
  const variants = variantsOf(known);
  if (values === undefined || variants === undefined) return known;
  if (!variants.every((variant) => variant.type === 'string')) return known;
  return schemaOf([{ type: 'string', values: values.filter((value) => typeof value === 'string') }]);
}

/** The shapes of a union that agree with what is known of their fields, such as `kind == "refund"`. */
export function narrowByFields(type: JsonSchema, path: string, facts: Facts): JsonSchema {
  const variants = variantsOf(type);
  if (variants === undefined || variants.length < 2) return type;
  const left = variants.filter((variant) => {
    if (variant.type !== 'object') return true;
    return [...variant.properties].every(([name, property]) => {
      const values = facts.get(`${path}.${name}`)?.values;
      return values === undefined || mayBeOneOf(property, values);
    });
  });
  return left.length === variants.length ? type : schemaOf(left);
}

function mayBeOneOf(type: JsonSchema, values: readonly unknown[]): boolean {
  const variants = variantsOf(type);
  if (variants === undefined) return true;
  return variants.some(
    (variant) => !('values' in variant) || variant.values?.some((value) => values.includes(value)) !== false,
  );
}

/** One of both holds. */
function eitherFacts(left: Facts, right: Facts): Facts {
  const common = new Map<string, Fact>();
  for (const [path, fact] of left) {
    const other = right.get(path);
    if (other === undefined) continue;
    const values = fact.values && other.values ? [...fact.values, ...other.values] : undefined;
    common.set(path, {
      present: fact.present && other.present,
      nonNull: fact.nonNull && other.nonNull,
      notSkipped: (fact.notSkipped ?? fact.nonNull) && (other.notSkipped ?? other.nonNull),
      ...(values === undefined ? {} : { values }),
    });
  }
  return common;
}

function factsFromBinary(node: BinaryNode, truth: boolean, pathOf: PathOf): Facts {
  const { operator, left, right } = node;
  switch (operator) {
    case '&&':
    case '||': {
      const combine = (operator === '&&') === truth ? bothFacts : eitherFacts;
      return combine(factsFrom(left, truth, pathOf), factsFrom(right, truth, pathOf));
    }
    case '==':
    case '!=':
      return equalityFacts(node, (operator === '==') === truth, pathOf);
    case 'in': {
      if (!truth) return noFacts;
      if (right.kind !== 'list') return keyFacts(left, right, pathOf);
      const values = right.items.map(literalValue);
      if (values.includes(undefined) || values.includes(null)) return noFacts;
      return factOf(left, { present: true, nonNull: true, values }, pathOf);
    }
    default:
      if (!truth) return noFacts;
      // A comparison that held had both of its operands.
      return bothFacts(
        factOf(left, { present: true, nonNull: true }, pathOf),
        factOf(right, { present: true, nonNull: true }, pathOf),
      );
  }
}

/** `"key" in object` says that the field is there. */
function keyFacts(key: CelNode, of: CelNode, pathOf: PathOf): Facts {
  const path = pathOf(of);
  const name = literalValue(key);
  if (path === undefined || typeof name !== 'string') return noFacts;
  return new Map([[`${path}.${name}`, { present: true, nonNull: false }]]);
}

function equalityFacts(node: BinaryNode, equal: boolean, pathOf: PathOf): Facts {
  const [subject, other] = literalValue(node.right) === undefined ? [node.right, node.left] : [node.left, node.right];
  const value = literalValue(other);
  if (value === undefined) return noFacts;
  if (value === null) return equal ? noFacts : factOf(subject, { present: true, nonNull: true }, pathOf);
  const status = statusFact(subject, { value, equal }, pathOf);
  if (status !== undefined) return status;
  return equal ? factOf(subject, { present: true, nonNull: true, values: [value] }, pathOf) : noFacts;
}

/** `steps.x.status == "succeeded"` says that `steps.x.output` is there; `!= "skipped"` that it was not skipped. */
function statusFact(subject: CelNode, test: { value: unknown; equal: boolean }, pathOf: PathOf): Facts | undefined {
  if (subject.kind !== 'select' || subject.field !== 'status') return undefined;
  const step = pathOf(subject.of);
  if (step === undefined || !/^steps\.[^.]+$/.test(step)) return undefined;
  const facts = new Map<string, Fact>();
  if (test.equal) {
    facts.set(`${step}.status`, { present: true, nonNull: true, values: [test.value] });
    if (test.value !== 'succeeded') return facts;
    for (const field of ['output', 'model']) facts.set(`${step}.${field}`, { present: true, nonNull: true });
  } else if (test.value === 'skipped') {
    facts.set(`${step}.output`, { present: true, nonNull: false, notSkipped: true });
  }
  return facts;
}

function factOf(node: CelNode | undefined, fact: Fact, pathOf: PathOf): Facts {
  const path = node === undefined ? undefined : pathOf(node);
  return path === undefined ? noFacts : new Map([[path, fact]]);
}

function literalValue(node: CelNode): null | boolean | number | string | undefined {
  if (node.kind !== 'literal') return undefined;
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}
