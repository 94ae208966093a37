import type { DatedRates, PricedModel } from './price-file.ts';

/** The rates of a model at a time (ms since 1970): the last entry that applies. */
export function ratesAt({ prices }: PricedModel, at: number): DatedRates | undefined {
  const time = new Date(at).toISOString();
  return prices.findLast((price) => applies(price, time));
}

function applies({ from, hours }: DatedRates, time: string): boolean {
  if (from !== undefined && time.slice(0, 10) < from) return false;
  if (hours === undefined) return true;
  const clock = time.slice(11, 16);
  const [start, end] = hours;
  return start <= end ? clock >= start && clock < end : clock >= start || clock < end;
}
