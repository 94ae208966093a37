import type { JsonObject } from '@sluice/core';
import type { UsageRules } from '../compatible/gateway.ts';
import { numberAt, objectAt } from '../wire/json.ts';

const usdPerTick = 1e-10;

/** What the vendor itself says it billed, in dollars; `undefined` where it does not say. */
export function billedUsd(usage: JsonObject, bill: UsageRules['bill']): number | undefined {
  switch (bill) {
    case 'cost':
      return numberAt(usage, 'cost');
    case 'cost.total_cost':
      return numberAt(objectAt(usage, 'cost'), 'total_cost');
    case 'cost_in_usd_ticks': {
      const ticks = numberAt(usage, 'cost_in_usd_ticks');
      // Rounded to whole ticks again: a product of doubles would carry a tail.
      return ticks === undefined ? undefined : Number((ticks * usdPerTick).toFixed(10));
    }
    case 'none':
      return undefined;
  }
}
