import { suggestionHint } from '../../errors/suggest.ts';
import type { JsonSchema } from '../../json.ts';
import { describeType } from '../../types/describe-type.ts';
import { elementOf } from '../../types/element-of.ts';
import { unionOf, withoutNull } from '../../types/union-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import { factsFrom } from '../cel/narrowing.ts';
import type { CelNode } from '../cel/node.ts';
import { requirePresent } from '../cel/require-present.ts';
import {
  eachOverScalar,
  objectPrinted,
  partialCycle,
  templateNotAllowed,
  templateTooComplex,
  unknownHelper,
  unknownPartial,
} from '../problems.ts';
import type { TemplateEnvironment } from '../type-environment.ts';
import type { BlockStatement, MustacheStatement, PartialStatement, Program, Statement } from './ast.ts';
import {
  type CheckedValue,
  checkArguments,
  checkComparison,
  checkHelperCall,
  checkValue,
  conditionNode,
  findBlockHelper,
  findValueHelper,
} from './check-values.ts';
import { enterFrame, type Frame, nameInFrame } from './frame.ts';
import { blockHelpers } from './helpers.ts';
import { templateLimits } from './limits.ts';
import { Offsets } from './offsets.ts';
import { parseTemplate, syntaxFinding } from './parse-template.ts';
import { placeOf, type TemplateText } from './template-checker.ts';

/** Checks a program and rewrites it for the runtime: what is printed goes through one helper that knows its place. */
export function checkProgram(program: Program, frame: Frame, context: ProgramContext): void {
  const { checker } = frame;
  if (context.depth > templateLimits.nesting) {
    const [first] = program.body;
    const at = first === undefined ? { start: 0, end: 0 } : context.text.offsets.range(first.loc);
    checker.report(
      templateTooComplex.at(checker.at(at), { what: `blocks nest deeper than ${templateLimits.nesting}` }),
    );
    return;
  }
  for (const statement of program.body) checkStatement(statement, frame, context);
}

export interface ProgramContext {
  readonly text: TemplateText;
  readonly environment: TemplateEnvironment;
  readonly depth: number;
  /** The checker for another text, at the place of `frame`. */
  checkerFor(text: TemplateText, frame: Frame): Frame;
}

function checkStatement(statement: Statement, frame: Frame, context: ProgramContext): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      checkMustache(statement, frame, context.text);
      return;
    case 'BlockStatement':
      checkBlock(statement, frame, context);
      return;
    case 'PartialStatement':
      checkPartial(statement, frame, context);
      return;
    default: {
      const at = frame.checker.at(context.text.offsets.range(statement.loc));
      frame.checker.report(templateNotAllowed.at(at, { what: 'a decorator or a partial block' }));
    }
  }
}

function checkMustache(statement: MustacheStatement, frame: Frame, text: TemplateText): void {
  const { checker } = frame;
  const at = text.offsets.range(statement.loc);
  const { path, loc } = statement;
  const called = statement.params.length > 0 || statement.hash !== undefined;
  const isHelper = path.type === 'PathExpression' && findValueHelper(path.original) !== undefined;
  if (path.type !== 'PathExpression' && !called) {
    checker.report(templateNotAllowed.at(checker.at(at), { what: 'a literal', hint: 'write the text itself' }));
    return;
  }
  const checked =
    called || isHelper ? checkHelperCall(statement, frame, text) : checkValue(path, frame, { text, missing: 'error' });
  checkPrintable(checked, frame, text);
  const { hash } = statement;
  const printed =
    called || isHelper
      ? { type: 'SubExpression' as const, path, params: statement.params, ...(hash === undefined ? {} : { hash }), loc }
      : path;
  delete statement.hash;
  statement.path = { type: 'PathExpression', data: false, depth: 0, parts: ['print'], original: 'print', loc };
  statement.params = [printed, { type: 'NumberLiteral', value: placeOf(text, checked.at), loc }];
}

function checkPrintable({ type, node, at }: CheckedValue, frame: Frame, text: TemplateText): void {
  const { checker } = frame;
  if (variantsOf(type)?.some((variant) => variant.type === 'array' || variant.type === 'object') !== true) {
    if (node !== undefined) requirePresent(node, type, checker);
    return;
  }
  const printed = text.text.text.slice(at.start, at.end);
  const call = /^\{+[~&]?\s*(.*?)\s*~?\}+$/s.exec(printed)?.[1];
  const source = call === undefined ? printed : `(${call})`;
  checker.report(objectPrinted.at(checker.at(at), { source, type: describeType(withoutNull(type)) }));
}

function checkBlock(block: BlockStatement, frame: Frame, context: ProgramContext): void {
  const { checker } = frame;
  const { text } = context;
  const name = block.path.type === 'PathExpression' ? block.path.original : '';
  const helper = findBlockHelper(name);
  if (helper === undefined) {
    const at = checker.at(text.offsets.range(block.path.loc));
    const hint = suggestionHint(
      name,
      blockHelpers.map((known) => known.name),
      'blocks',
    );
    const isPath = block.params.length === 0 && name.includes('.');
    checker.report(
      unknownHelper.at(at, { name: `#${name}`, hint: isPath ? `use {{#if ${name}}} or {{#each ${name}}}` : hint }),
    );
    return;
  }
  const args = checkArguments({ call: block, helper }, frame, text);
  const at = text.offsets.range(block.loc);
  checkComparison({ helper, args, at }, frame);
  const [subject] = args;
  if (subject === undefined) return;
  block.params.push({ type: 'NumberLiteral', value: placeOf(text, subject.at), loc: block.loc });
  const deeper = { ...context, depth: context.depth + 1 };
  const negative = name === 'unless';
  const condition = ['if', 'unless', 'each', 'with'].includes(name)
    ? subject.node
    : conditionNode(
        name,
        args.map((arg) => arg.node),
        at,
      );
  const inside = assume(frame, condition, !negative);
  if (block.program !== undefined)
    checkProgram(block.program, bodyFrame({ block, name, subject }, inside, text), deeper);
  if (block.inverse !== undefined) checkProgram(block.inverse, assume(frame, condition, negative), deeper);
}

function assume(frame: Frame, condition: CelNode | undefined, truth: boolean): Frame {
  if (condition === undefined) return frame;
  const { checker } = frame;
  return { ...frame, checker: checker.assuming(factsFrom(condition, truth, checker.pathOf)) };
}

interface BlockUse {
  readonly block: BlockStatement;
  readonly name: string;
  readonly subject: CheckedValue;
}

function bodyFrame({ block, name, subject }: BlockUse, frame: Frame, text: TemplateText): Frame {
  const names = block.program?.blockParams ?? [];
  if (name === 'with') {
    const type = withoutNull(subject.type);
    return bind(enterFrame(frame, type), names, [type]);
  }
  if (name !== 'each') return frame;
  const { over, element, key } = elementsOf(subject, frame, text);
  const entered: Frame = { ...enterFrame(frame, element), each: over, aroundEach: frame };
  return bind(entered, names, [element, key]);
}

function bind(frame: Frame, names: readonly string[], types: readonly JsonSchema[]): Frame {
  return names.reduce((inner, name, index) => nameInFrame(inner, name, types[index] ?? true), frame);
}

interface Elements {
  readonly over: 'list' | 'object' | 'unknown';
  readonly element: JsonSchema;
  readonly key: JsonSchema;
}

function elementsOf({ type, at }: CheckedValue, { checker }: Frame, text: TemplateText): Elements {
  const variants = variantsOf(type);
  const unknown: Elements = { over: 'unknown', element: true, key: true };
  if (variants === undefined) return unknown;
  if (variants.some(({ type: kind }) => kind !== 'array' && kind !== 'object' && kind !== 'null')) {
    const source = text.text.text.slice(at.start, at.end);
    checker.report(eachOverScalar.at(checker.at(at), { source, type: describeType(type) }));
    return unknown;
  }
  const objects = variants.filter((variant) => variant.type === 'object');
  const list = elementOf(type);
  if (objects.length === 0) return { over: 'list', element: list ?? true, key: { type: 'integer' } };
  if (list !== undefined) return unknown;
  const values = objects.flatMap((object) => [
    ...object.properties.values(),
    ...(object.open ? [object.additional] : []),
  ]);
  return { over: 'object', element: unionOf(values), key: { type: 'string' } };
}

function checkPartial(statement: PartialStatement, frame: Frame, context: ProgramContext): void {
  const { checker } = frame;
  const { text, environment } = context;
  const at = checker.at(text.offsets.range(statement.name.loc));
  if (statement.name.type !== 'PathExpression') {
    checker.report(templateNotAllowed.at(at, { what: 'a computed partial', hint: 'name a declared partial' }));
    return;
  }
  const name = statement.name.original;
  const partial = Object.hasOwn(environment.partials, name) ? environment.partials[name] : undefined;
  if (partial === undefined) {
    const hint = suggestionHint(name, Object.keys(environment.partials), 'partials');
    checker.report(unknownPartial.at(at, { name, hint: hint ?? 'declare it under `prompts`' }));
    return;
  }
  if (text.inside.includes(name)) {
    checker.report(partialCycle.at(at, { names: [...text.inside.slice(text.inside.indexOf(name)), name] }));
    return;
  }
  if (text.findings.partials.size >= templateLimits.partials) {
    checker.report(templateTooComplex.at(at, { what: `it includes more than ${templateLimits.partials} partials` }));
    return;
  }
  const inner: TemplateText = {
    text: partial,
    offsets: new Offsets(partial.text),
    findings: text.findings,
    inside: [...text.inside, name],
  };
  const parsed = parseTemplate(partial.text);
  if (!parsed.ok) {
    checker.report(syntaxFinding(parsed, partial));
    return;
  }
  const key = `${name}#${text.findings.partials.size}`;
  text.findings.partials.set(key, parsed.program);
  statement.name = { ...statement.name, parts: [key], original: key };
  const entered = partialFrame(statement, frame, text);
  checkProgram(parsed.program, context.checkerFor(inner, entered), {
    ...context,
    text: inner,
    depth: context.depth + 1,
  });
}

function partialFrame(statement: PartialStatement, frame: Frame, text: TemplateText): Frame {
  const [given] = statement.params;
  const subject = given === undefined ? undefined : checkValue(given, frame, { text, missing: 'error' });
  const entered = subject === undefined ? frame : enterFrame(frame, subject.type);
  return (statement.hash?.pairs ?? []).reduce((inner, { key, value }) => {
    const { type } = checkValue(value, frame, { text, missing: 'null' });
    return nameInFrame(inner, key, type);
  }, entered);
}
