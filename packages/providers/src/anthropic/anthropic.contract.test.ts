import { runProviderContract } from '../testing/provider.contract.ts';
import { anthropicProvider } from './anthropic-provider.ts';

runProviderContract({
  name: 'anthropic',
  model: 'claude-sonnet-5',
  open: ({ baseUrls }, apiKey) => anthropicProvider({ name: 'under-test', apiKey, baseUrl: baseUrls.anthropic }),
  lacks: ['seed', 'topK', 'temperature'],
  refused: { model: 'claude-sonnet-5', params: { temperature: 0.2 }, name: 'temperature' },
  finishOfRefusal: ['refusal'],
});
