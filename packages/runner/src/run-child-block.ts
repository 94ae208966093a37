import { type Block, type BlockOptions, type BlockResult, blockPrefix, freezeJson } from '@sluice/core';
import type { StepInstance } from './frames.ts';

/** A block inside a step: sees the step's scope and `locals`. Rejects with what stopped it. */
export async function runChildBlock(instance: StepInstance, block: Block, options: BlockOptions): Promise<BlockResult> {
  const { frame, path, tally } = instance;
  const scope = {
    ...frame.scope,
    steps: { ...frame.scope.steps },
    locals: { ...frame.scope.locals, ...freezeJson(options.locals) },
  };
  const { error, end } = await frame.session.engine.runBlock(block, {
    ...frame,
    scope,
    tally,
    prefix: blockPrefix(path, options.name),
    owner: instance,
    name: options.name,
    signal: options.signal ?? instance.signal,
    begin: instance.now,
  });
  instance.now = Math.max(instance.now, end);
  if (error !== undefined) throw error;
  return { scope };
}
