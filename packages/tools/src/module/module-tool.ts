import { dirname, resolve } from 'node:path';
import type { JsonObject, ModuleHost, ToolOpener } from '@sluice/core';
import { moduleHost } from './module-host.ts';

/** A function of a local module as a tool; the arguments are its input. */
export function moduleTool(shared: ModuleHost | undefined): ToolOpener {
  return async ({ config, file }, { root }) => {
    const modules = shared ?? moduleHost({ root });
    const [path = '', name = ''] = useOf(config).split('#');
    const module = { file: resolve(dirname(file), path), name };
    return {
      call: ({ arguments: given }, options) => modules.call(module, given, options),
      async close() {
        if (shared === undefined) await modules.close();
      },
    };
  };
}

/** `./file.ts#function`, by itself or under `use`. */
function useOf(config: JsonObject | string): string {
  return typeof config === 'string' ? config : String(config['use']);
}
