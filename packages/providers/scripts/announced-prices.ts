import type { DatedRates } from '../src/prices/price-file.ts';

/** Prices that vendors announced for a later day and the other sources cannot tell. By provider and model. */
export const announcedPrices: Readonly<Record<string, Readonly<Record<string, DatedRates>>>> = {
  google: {
    // Introduced at half price until the end of November.
    'gemini-4-argon': { from: '2026-12-01', input: 4, output: 20, cacheRead: 0.2, source: 'announced' },
  },
};
