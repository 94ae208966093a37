import type { ToolDefinition } from '../../model/model.ts';
import type { StepContext } from '../step-context.ts';
import type { PromptTool } from './config.ts';

/** A tool as a model sees it; `name` and `method` are what the runner calls. */
export interface OfferedTool {
  readonly name: string;
  readonly method?: string;
  readonly effect: 'read' | 'write';
  readonly definition: ToolDefinition;
}

/** By the name that the model uses: `kb`, or `kb__search` for a method, as vendors allow no dot in a name. */
export async function offerTools(
  tools: readonly PromptTool[],
  context: StepContext,
): Promise<ReadonlyMap<string, OfferedTool>> {
  const offered = new Map<string, OfferedTool>();
  for (const tool of tools) {
    for (const each of await describe(tool, context)) offered.set(each.definition.name, each);
  }
  return offered;
}

async function describe(tool: PromptTool, context: StepContext): Promise<readonly OfferedTool[]> {
  const { name } = tool.spec;
  const effect = tool.effect ?? 'read';
  if (tool.parameters !== undefined && tool.method === undefined) {
    return [{ name, effect, definition: { name, parameters: tool.parameters, ...described(tool.description) } }];
  }
  const methods = await context.toolMethods(name);
  return methods
    .filter((method) => tool.method === undefined || method.name === tool.method)
    .map((method) => ({
      name,
      effect,
      method: method.name,
      definition: {
        name: `${name}__${method.name}`,
        parameters: method.arguments,
        ...described(tool.description ?? method.description),
      },
    }));
}

function described(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}
