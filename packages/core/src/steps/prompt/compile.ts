import type { JsonSchema } from '../../json.ts';
import { modelParamsSchema } from '../../pipeline/model-schema.ts';
import type { LocatedJson } from '../../yaml/located-json.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import { compileMessages } from './compile-messages.ts';
import type { PromptConfig, PromptTier, PromptTool } from './config.ts';
import * as problems from './problems.ts';

/** Without a schema, an answer is text. */
const textOutput: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: { text: { type: 'string' } },
};

export function compilePrompt(source: StepSource, context: CompileContext): CompiledStep<PromptConfig> | undefined {
  const outputSchema = source.declaredOutput ?? textOutput;
  const tiers = compileTiers(source, context, outputSchema);
  const messages = compileMessages(source.config, context);
  const paramSource = source.config.get('params');
  const params = paramSource === undefined ? undefined : context.value(paramSource, modelParamsSchema);
  const tools = (source.config.get('tools')?.items() ?? []).flatMap((tool) => compileTool(tool, context) ?? []);
  if (source.step.get('output', 'repair') !== undefined && source.declaredOutput === undefined) {
    context.report(problems.repairWithoutSchema.at(source.step.keyAt('output', 'repair'), {}));
  }
  if (tiers === undefined || messages === undefined) return undefined;
  const maxTurns = source.config.get('max_turns')?.value;
  return {
    config: {
      tiers,
      messages,
      ...(params === undefined ? {} : { params }),
      tools,
      maxTurns: typeof maxTurns === 'number' ? maxTurns : 8,
      stream: readStream(source.config.get('stream')),
      repair: readRepair(source.step.get('output', 'repair')),
    },
    outputSchema,
    effect: tools.some((tool) => tool.effect === 'write') ? 'write' : 'read',
  };
}

function compileTiers(
  source: StepSource,
  context: CompileContext,
  output: JsonSchema,
): readonly PromptTier[] | undefined {
  const model = source.config.get('model');
  const cascade = source.config.get('cascade');
  if ((model === undefined) === (cascade === undefined)) {
    const at = cascade === undefined ? source.step.keyAt('prompt') : source.config.keyAt('cascade');
    context.report(problems.modelOrCascade.at(at, { both: cascade !== undefined }));
    return undefined;
  }
  if (model !== undefined) {
    const name = context.model(model);
    return name === undefined ? undefined : [{ model: name, require: false }];
  }
  const items = cascade?.items() ?? [];
  const tiers = items.flatMap(
    (item, index) => compileTier(item, index === items.length - 1, { context, output }) ?? [],
  );
  return tiers.length === items.length ? tiers : undefined;
}

interface TierContext {
  readonly context: CompileContext;
  readonly output: JsonSchema;
}

function compileTier(source: LocatedJson, last: boolean, { context, output }: TierContext): PromptTier | undefined {
  const modelSource = source.get('model');
  const model = modelSource === undefined ? undefined : context.model(modelSource);
  const acceptSource = source.get('accept');
  const accept =
    acceptSource === undefined ? undefined : context.expression(acceptSource, { type: 'boolean' }, { output });
  const require = source.get('require')?.value === true;
  if (require && (!last || acceptSource === undefined)) {
    context.report(problems.acceptNeverUsed.at(source.keyAt('require'), {}));
  }
  if (!last && acceptSource === undefined) context.report(problems.acceptMissing.at(source.at(), {}));
  return model === undefined ? undefined : { model, ...(accept === undefined ? {} : { accept }), require };
}

function compileTool(source: LocatedJson, context: CompileContext): PromptTool | undefined {
  const tool = context.tool(source, true);
  if (tool === undefined) return undefined;
  const { kind, spec, method, description } = tool;
  return {
    spec,
    ...(method === undefined ? {} : { method }),
    ...(description === undefined ? {} : { description }),
    effect: kind.effect({ config: spec.config, method, arguments: {} }),
    ...(kind.methods ? {} : { parameters: tool.arguments }),
  };
}

function readStream(source: LocatedJson | undefined): PromptConfig['stream'] {
  if (source?.value === 'buffer') return 'buffer';
  return source?.value === true ? 'on' : 'off';
}

function readRepair(source: LocatedJson | undefined): PromptConfig['repair'] {
  const reask = source?.get('reask')?.value;
  return {
    lenientParse: source?.get('lenient_parse')?.value !== false,
    reask: typeof reask === 'number' ? reask : 0,
  };
}
