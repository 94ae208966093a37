import type { Model } from '@sluice/core';
import { callGoogle } from './call-google.ts';
import type { GoogleEndpoint } from './open-client.ts';
import { unsupported } from './unsupported.ts';

/** One Gemini model behind an endpoint. */
export function googleModel(name: string, endpoint: GoogleEndpoint): Model {
  return {
    id: `${endpoint.provider}/${name}`,
    async prepare() {
      await import('@google/genai');
    },
    unsupported: (request) => unsupported(request, name),
    generate: (request, options) => callGoogle({ model: name, request, options }, endpoint),
  };
}
