import type { RequestLog } from './request-log.ts';
import type { Traffic } from './traffic.ts';
import type { World } from './world.ts';

/** What every request of a simulator shares. */
export interface Host {
  world(): World;
  /** Begins anew: counts, requests, rate limits and faults. */
  reset(): void;
  readonly traffic: Traffic;
  readonly log: RequestLog;
}
