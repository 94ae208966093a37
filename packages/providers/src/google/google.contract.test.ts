import { runProviderContract } from '../testing/provider.contract.ts';
import { googleProvider } from './google-provider.ts';

runProviderContract({
  name: 'google',
  model: 'gemini-2.5-flash',
  open: ({ baseUrls }, apiKey) => googleProvider({ name: 'under-test', apiKey, baseUrl: baseUrls.google }),
  lacks: [],
  refused: { model: 'gemini-2.5-flash', params: { reasoning: { effort: 'high' } }, name: 'reasoning' },
  finishOfRefusal: ['content_filter'],
});
