import { type Failure, FailureError, type Model } from '@sluice/core';
import type { Host } from '@sluice/runner';
import type { RecordedEntry } from './recorded-entry.ts';
import type { RecordingKeys } from './recording-key.ts';

export interface Recorder {
  readonly keys: RecordingKeys;
  write(entry: RecordedEntry): void;
}

/** The same host; what models and tools answer is written down, failures too. */
export function recordHost(host: Host, recorder: Recorder): Host {
  const models = new Map<string, Promise<Model>>();
  return {
    ...host,
    providers: {
      resolve(reference) {
        const found = models.get(reference) ?? resolveAndRecord(reference, host, recorder);
        models.set(reference, found);
        return found;
      },
    },
    tools: recordTools(host.tools, recorder),
  };
}

async function resolveAndRecord(reference: string, host: Host, recorder: Recorder): Promise<Model> {
  try {
    const model = await host.providers.resolve(reference);
    const { id, recorded } = model;
    recorder.write({ type: 'model', reference, id, ...(recorded === undefined ? {} : { recorded }) });
    return recordModel(model, recorder);
  } catch (error) {
    if (error instanceof FailureError) recorder.write({ type: 'model', reference, failure: error.failure });
    throw error;
  }
}

function recordModel(model: Model, { keys, write }: Recorder): Model {
  const { recorded } = model;
  return {
    id: model.id,
    ...(recorded === undefined ? {} : { recorded }),
    unsupported(request) {
      const lacking = model.unsupported(request);
      const path = request.origin.path ?? '';
      const key = keys.ofRequest(model.id, request);
      if (lacking.length > 0) write({ type: 'model-lacks', path, model: model.id, key, lacking });
      return lacking;
    },
    async generate(request, options) {
      const place = { path: request.origin.path ?? '', model: model.id, key: keys.ofRequest(model.id, request) };
      try {
        const response = await model.generate(request, options);
        write({ type: 'model-answer', ...place, response });
        return response;
      } catch (error) {
        const failure = failureOf(error, options.signal.aborted);
        if (failure !== undefined) write({ type: 'model-answer', ...place, failure });
        throw error;
      }
    },
  };
}

function recordTools(tools: Host['tools'], { keys, write }: Recorder): Host['tools'] {
  return {
    async open(spec) {
      const tool = await tools.open(spec);
      return {
        close: () => tool.close(),
        async methods() {
          const methods = (await tool.methods?.()) ?? [];
          write({ type: 'tool-methods', tool: spec.name, methods });
          return methods;
        },
        async call(call, options) {
          const place = { path: options.path ?? '', tool: spec.name, key: keys.ofCall(spec.name, call) };
          try {
            const output = await tool.call(call, options);
            write({ type: 'tool-answer', ...place, output });
            return output;
          } catch (error) {
            const failure = failureOf(error, options.signal.aborted);
            if (failure !== undefined) write({ type: 'tool-answer', ...place, failure });
            throw error;
          }
        },
      };
    },
  };
}

/** What was stopped by us says nothing about the other side. */
function failureOf(error: unknown, aborted: boolean): Failure | undefined {
  return error instanceof FailureError && !aborted ? error.failure : undefined;
}
