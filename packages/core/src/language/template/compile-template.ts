import type { Diagnostic } from '../../errors/diagnostic.ts';
import { isError } from '../../errors/sort-diagnostics.ts';
import type { Advice } from '../cel/checker.ts';
import { type CheckerPlace, createChecker } from '../cel/create-checker.ts';
import { noFacts } from '../cel/narrowing.ts';
import type { Compiled } from '../compiled.ts';
import type { LocatedText } from '../located-text.ts';
import { templateTooComplex } from '../problems.ts';
import type { Scope } from '../scope.ts';
import type { TemplateEnvironment } from '../type-environment.ts';
import type { Template } from '../value.ts';
import { checkProgram } from './check-template.ts';
import type { Frame } from './frame.ts';
import { templateLimits } from './limits.ts';
import { Offsets } from './offsets.ts';
import { parseTemplate, syntaxFinding } from './parse-template.ts';
import { prepareTemplate } from './runtime.ts';
import type { TemplateFindings, TemplateText } from './template-checker.ts';

const textType = { type: 'string' };

/** Parses, restricts, types and prepares one template with its partials. */
export function compileHandlebars(text: LocatedText, environment: TemplateEnvironment): Compiled<Template> {
  const failed = (finding: Diagnostic) => ({ value: undefined, type: textType, diagnostics: [finding] });
  if (text.text.length > templateLimits.characters) {
    const what = `it is longer than ${templateLimits.characters} characters`;
    return failed(templateTooComplex.at(text.span(0, 1), { what }));
  }
  const deep = firstTooDeep(text.text);
  if (deep !== undefined) {
    const what = `blocks nest deeper than ${templateLimits.nesting}`;
    return failed(templateTooComplex.at(text.span(deep, deep + 2), { what }));
  }
  const parsed = parseTemplate(text.text);
  if (!parsed.ok) return failed(syntaxFinding(parsed, text));
  const diagnostics: Diagnostic[] = [];
  const findings: TemplateFindings = { references: [], places: [], partials: new Map() };
  const checkerFor = (inner: TemplateText, place: CheckerPlace) =>
    createChecker({ environment, text: inner.text, advice, report: (finding) => add(diagnostics, finding) }, place);
  const outer: TemplateText = { text, offsets: new Offsets(text.text), findings, inside: [] };
  const frame: Frame = {
    checker: checkerFor(outer, { facts: environment.facts ?? noFacts, variables: new Map() }),
    self: undefined,
    parent: undefined,
    names: new Map(),
    each: undefined,
    aroundEach: undefined,
  };
  checkProgram(parsed.program, frame, {
    text: outer,
    environment,
    depth: 0,
    checkerFor: (inner, around) => ({ ...around, checker: checkerFor(inner, around.checker) }),
  });
  if (diagnostics.some(isError)) return { value: undefined, type: textType, diagnostics };
  const program = prepareTemplate(parsed.program, findings.partials, findings.places);
  const { references } = findings;
  const at = text.span(0, text.text.length);
  const value: Template = { source: text.text, at, references, render: (scope) => program.render(contextOf(scope)) };
  return { value, type: textType, diagnostics };
}

/**
 * Where blocks nest far deeper than any template may: the parser's time grows with the square of the depth.
 * Comments and raw text are counted too, hence the wide margin; the exact limit is checked on the tree.
 */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 1: mark, index } of text.matchAll(/\{\{~?(#|\/|\^(?!~?\}))/g)) {
    depth += mark === '/' ? -1 : 1;
    if (depth > templateLimits.nesting * 5) return index;
  }
  return undefined;
}

const advice: Advice = {
  missing: (source) => `put it inside {{#if ${source}}}...{{/if}}, or use {{default ${source} "..."}}`,
  nullable: (source) => `put it inside {{#if ${source}}}...{{/if}}, or use {{default ${source} "..."}}`,
  skipped: (source) => `put it inside {{#if ${source}}}...{{/if}}`,
};

/** A partial that is included twice is checked twice; what it says is said once. */
function add(diagnostics: Diagnostic[], finding: Diagnostic): void {
  const same = (other: Diagnostic) =>
    other.code === finding.code &&
    other.at.file === finding.at.file &&
    other.at.start.offset === finding.at.start.offset;
  if (!diagnostics.some(same)) diagnostics.push(finding);
}

function contextOf(scope: Scope): object {
  return { ...scope.locals, inputs: scope.inputs, steps: scope.steps, run: scope.run };
}
