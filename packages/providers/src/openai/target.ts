import type { Gateway } from '../compatible/gateway.ts';

/** Whom a request is for. */
export interface Target {
  /** The provider's name in the configuration; marks the state that is sent back to it alone. */
  readonly provider: string;
  readonly model: string;
  readonly gateway: Gateway;
}
