import { anthropicManners } from '../anthropic/anthropic-manners.ts';
import { googleManners } from '../google/google-manners.ts';
import { openaiManners } from '../openai/openai-manners.ts';
import type { Vendor, VendorManners } from '../wire/endpoint.ts';

/** How each vendor answers. */
export const manners: Readonly<Record<Vendor, VendorManners>> = {
  openai: openaiManners,
  anthropic: anthropicManners,
  google: googleManners,
};
