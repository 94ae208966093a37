import type { Json } from '../../json.ts';
import * as problems from '../../plan/problems.ts';
import type { LocatedJson } from '../../yaml/located-json.ts';
import type { CompileContext, ResolvedTool, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { ToolConfig } from './config.ts';

export function compileTool(source: StepSource, context: CompileContext): CompiledStep<ToolConfig> | undefined {
  const tool = context.tool(source.config);
  if (tool === undefined) {
    // Its expressions are looked at all the same, so that one pass finds all that is wrong.
    if (source.with !== undefined) context.value(source.with, true);
    return undefined;
  }
  const given = source.with;
  checkUse({ tool, given, source }, context);
  const value = given === undefined ? undefined : context.value(given, tool.arguments);
  if (given === undefined && needsArguments(tool)) {
    context.report(problems.toolUse.at(source.config.at(), { message: `the tool "${tool.spec.name}" needs \`with\`` }));
    return undefined;
  }
  if (given !== undefined && value === undefined) return undefined;
  return {
    config: {
      tool: tool.spec.name,
      ...(tool.method === undefined ? {} : { method: tool.method }),
      arguments: value ?? noArguments(source.config),
    },
    outputSchema: tool.output,
    effect: tool.kind.effect({ config: tool.spec.config, method: tool.method, arguments: given?.value ?? {} }),
  };
}

interface Use {
  readonly tool: ResolvedTool;
  readonly given: LocatedJson | undefined;
  readonly source: StepSource;
}

function checkUse({ tool, given, source }: Use, context: CompileContext): void {
  const { kind, spec, method } = tool;
  for (const name of kind.literalArguments) {
    const part = given?.get(...name.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
    if (typeof part?.value === 'string' && /\$\{|\{\{/.test(part.value)) {
      context.report(problems.notLiteral.at(part.at(), { name: name.replace(/\.(\d+)/g, '[$1]') }));
    }
  }
  const use = { config: spec.config, method, arguments: given?.value ?? {} };
  for (const { path, message, hint } of kind.checkUse?.(use) ?? []) {
    const at = (given ?? source.config).at(...path);
    context.report(problems.toolUse.at(at, hint === undefined ? { message } : { message, hint }));
  }
}

function needsArguments({ arguments: schema }: ResolvedTool): boolean {
  return typeof schema === 'object' && Array.isArray(schema['required']) && schema['required'].length > 0;
}

function noArguments(source: LocatedJson): ToolConfig['arguments'] {
  const literal: Json = Object.freeze({});
  return { at: source.at(), references: [], literal, evaluate: () => literal };
}
