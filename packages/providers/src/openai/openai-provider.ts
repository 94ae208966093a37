import type { ModelProvider } from '@sluice/core';
import { chatWire } from './chat/chat-wire.ts';
import { openaiEmbedder } from './embeddings/openai-embedder.ts';
import { openaiModel } from './openai-model.ts';
import { connectOpenai, type OpenaiOptions } from './openai-options.ts';
import { responsesWire } from './responses/responses-wire.ts';

/**
 * OpenAI and every vendor that speaks its wire, through the official SDK (loaded at the first call).
 * Throws `UsageError` where the options name no gateway or no address.
 */
export function openaiProvider(options: OpenaiOptions): ModelProvider {
  const connection = connectOpenai(options);
  const wire = connection.api === 'responses' ? responsesWire : chatWire;
  return {
    name: connection.name,
    model: (name) => openaiModel(connection, name, wire),
    embedder: (name) => openaiEmbedder(connection, name),
    close: () => connection.transport.close(),
  };
}
