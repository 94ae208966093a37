import { runProviderContract } from '../testing/provider.contract.ts';
import { openaiProvider } from './openai-provider.ts';

for (const api of ['chat', 'responses'] as const) {
  runProviderContract({
    name: `openai ${api}`,
    model: 'gpt-4o-mini',
    open: ({ baseUrls }, apiKey) =>
      openaiProvider({ name: 'under-test', api, apiKey, baseUrl: baseUrls.openai, compatible: 'openai' }),
    lacks: api === 'chat' ? ['topK'] : ['seed', 'stop', 'topK'],
    refused: { model: 'o3', params: { temperature: 0.2 }, name: 'temperature' },
    finishOfRefusal: ['refusal'],
  });
}
