import { statedModels } from '../profile/find-model.ts';
import type { Vendor } from '../wire/endpoint.ts';
import { RefusedRequest } from '../wire/failure.ts';
import type { JsonObject } from '../wire/json.ts';
import type { World } from './world.ts';

const released = Date.UTC(2026, 0, 1) / 1000;

/** `GET /v1/models` and `GET /v1/models/MODEL` in each vendor's shape: the names that the profile states. @throws RefusedRequest */
export function listModels(world: World, vendor: Vendor, name: string | undefined): JsonObject {
  const describe = describers[vendor];
  if (name !== undefined) {
    if (world.findModel(name) === undefined) throw new RefusedRequest({ kind: 'model_not_found', model: name });
    return describe(name);
  }
  const data = statedModels(world.profile).map(describe);
  if (vendor === 'google') return { models: data };
  if (vendor === 'openai') return { object: 'list', data };
  return { data, has_more: false, first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null };
}

const describers: Readonly<Record<Vendor, (name: string) => JsonObject>> = {
  openai: (id) => ({ id, object: 'model', created: released, owned_by: 'simulator' }),
  anthropic: (id) => ({ type: 'model', id, display_name: id, created_at: new Date(released * 1000).toISOString() }),
  google: (name) => ({
    name: `models/${name}`,
    version: '001',
    displayName: name,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ['generateContent', 'countTokens', 'embedContent'],
  }),
};
