import type { Json } from '../json.ts';
import type { DeclaredTool } from '../pipeline/read-tools.ts';
import type { ResolvedTool } from '../steps/compile-context.ts';
import type { ToolMethod } from '../tools/tool-kind.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { FileScope } from './file-scope.ts';
import * as problems from './problems.ts';

export interface ToolName {
  readonly source: LocatedJson;
  /** Whether a tool with methods may stand without one: all of them are meant. */
  readonly allMethods: boolean;
}

/** `name` or `name.method` of a declared tool. */
export function resolveTool({ source, allMethods }: ToolName, file: FileScope): ResolvedTool | undefined {
  const text = source.text();
  if (text === undefined) return undefined;
  const dot = text.text.indexOf('.');
  const name = dot === -1 ? text.text : text.text.slice(0, dot);
  const method = dot === -1 ? undefined : text.text.slice(dot + 1);
  const tool = file.tools.get(name);
  if (tool === undefined) {
    // A tool whose declaration has findings is known by name.
    if (!file.declaredTools.includes(name)) {
      file.report(problems.unknownTool.at(text.span(0, name.length), { name, known: file.declaredTools }));
    }
    return undefined;
  }
  const methods = knownMethods(tool, file);
  const allowed = methods?.map((known) => known.name) ?? allowList(tool.spec.config['allow']);
  if (method === undefined && tool.kind.methods && !allMethods) {
    file.report(problems.methodMissing.at(source.at(), { tool: name, known: allowed ?? [] }));
    return undefined;
  }
  if (method !== undefined && !(tool.kind.methods && (allowed === undefined || allowed.includes(method)))) {
    const at = text.span(dot + 1, text.text.length);
    file.report(problems.unknownMethod.at(at, { tool: name, method, known: allowed ?? [] }));
    return undefined;
  }
  return toResolved(tool, method, methods);
}

function toResolved(
  tool: DeclaredTool,
  method: string | undefined,
  methods: readonly ToolMethod[] | undefined,
): ResolvedTool {
  const found = methods?.find((known) => known.name === method);
  const signature = tool.kind.signature?.(tool.spec.config);
  const description = found?.description ?? tool.description;
  return {
    spec: tool.spec,
    kind: tool.kind,
    ...(method === undefined ? {} : { method }),
    ...(description === undefined ? {} : { description }),
    arguments: found?.arguments ?? signature?.arguments ?? tool.kind.arguments,
    output: signature?.output ?? tool.kind.output,
    ...(methods === undefined ? {} : { methods }),
  };
}

/** The methods that the server has, as they were frozen, and that `allow` lets through. */
function knownMethods(tool: DeclaredTool, file: FileScope): readonly ToolMethod[] | undefined {
  const allowed = allowList(tool.spec.config['allow']);
  const frozen = tool.kind.methods ? file.session.options.toolMethods?.(tool.spec) : undefined;
  return frozen?.filter((method) => allowed === undefined || allowed.includes(method.name));
}

function allowList(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
