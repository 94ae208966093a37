export { anthropicProvider } from './anthropic/anthropic-provider.ts';
export type { AnthropicOptions } from './anthropic/anthropic-provider.ts';
export { googleProvider } from './google/google-provider.ts';
export type { GoogleOptions } from './google/google-provider.ts';
export { replayProvider } from './replay/replay-provider.ts';
