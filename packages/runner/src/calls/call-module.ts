import { freezeJson, type Json, type ModuleRef } from '@sluice/core';
import type { StepInstance } from '../frames.ts';
import { retrying } from './retrying.ts';

export interface ModuleCall {
  readonly module: ModuleRef;
  readonly input: Json;
}

/** A function of a local module, in its worker. */
export async function callModule(instance: StepInstance, { module, input }: ModuleCall): Promise<Json> {
  const { modules } = instance.session.host;
  const output = await retrying(instance, {
    lane: { kind: 'module', name: '' },
    call: (signal) => modules.call(module, input, { signal }),
    mayRepeat: true,
  });
  return freezeJson(output);
}
