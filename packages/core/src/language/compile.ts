import { compileCel } from './cel/compile-cel.ts';
import type { Compiled } from './compiled.ts';
import type { LocatedText } from './located-text.ts';
import { compileHandlebars } from './template/compile-template.ts';
import type { TemplateEnvironment, TypeEnvironment } from './type-environment.ts';
import type { Expression, Template } from './value.ts';

/** Compiles the inside of one `${ }`: parsed, typed against `env`, ready to evaluate. Never throws. */
export function compileExpression(text: LocatedText, env: TypeEnvironment): Compiled<Expression> {
  return compileCel(text, env);
}

/** Compiles one text with `{{ }}`: parsed, restricted, typed against `env`, ready to render. Never throws. */
export function compileTemplate(text: LocatedText, env: TemplateEnvironment): Compiled<Template> {
  return compileHandlebars(text, env);
}
