import type { Model, ModelRequest } from '@sluice/core';
import { callAnthropic } from './call-anthropic.ts';
import type { AnthropicEndpoint } from './open-client.ts';
import { toOutputSchema } from './to-output-schema.ts';
import { toRequest } from './to-request.ts';
import { unsupported } from './unsupported.ts';

/** One Claude model behind an endpoint. */
export function anthropicModel(name: string, endpoint: AnthropicEndpoint): Model {
  return {
    id: `${endpoint.provider}/${name}`,
    async prepare() {
      await import('@anthropic-ai/sdk');
    },
    unsupported: (request) => unsupported(request, name, endpoint.version),
    async generate(request, options) {
      const target = { model: name, version: endpoint.version, stream: options.onDelta !== undefined };
      const schema = await schemaOf(request);
      const body = toRequest(request, schema === undefined ? target : { ...target, schema });
      return callAnthropic(body, endpoint, options);
    },
  };
}

async function schemaOf(request: ModelRequest): Promise<Awaited<ReturnType<typeof toOutputSchema>> | undefined> {
  return request.output === undefined ? undefined : toOutputSchema(request.output.schema);
}
