import { freezeJson, type Json, type StepContext, type StepNote } from '@sluice/core';
import { ask } from './ask.ts';
import { callModel } from './calls/call-model.ts';
import { callModule } from './calls/call-module.ts';
import { callTool, toolMethods } from './calls/call-tool.ts';
import { childSignal } from './deadline.ts';
import type { StepInstance } from './frames.ts';
import { runChildBlock } from './run-child-block.ts';
import { runChildPipeline } from './run-child-pipeline.ts';

/** The ports of one execution of a step. */
export function stepContext(instance: StepInstance): StepContext & { readonly itemErrors: readonly Json[] } {
  const { node, path, frame, session, signal } = instance;
  const itemErrors: Json[] = [];
  const note = (event: StepNote): void => {
    if (event.type === 'item-error') itemErrors.push(freezeJson({ index: event.index, error: event.error }));
    session.journal.record({ type: 'step-note', at: session.host.clock.now(), path, note: event });
  };
  return {
    node,
    path,
    scope: frame.scope,
    signal,
    itemErrors,
    generate: (name, request, options = {}) => callModel(instance, { name, request, options }),
    callTool: (tool, call, effect) => callTool(instance, { tool, call, effect: effect ?? node.policy.effect }),
    toolMethods: (tool) => toolMethods(instance, tool),
    callModule: (module, input) => callModule(instance, { module, input }),
    runBlock: (block, options) => runChildBlock(instance, block, options),
    runPipeline: (plan, inputs) => runChildPipeline(instance, plan, inputs),
    ask: (question) => ask(instance, question),
    abortable: () => childSignal(signal),
    record: note,
  };
}
