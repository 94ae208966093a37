import { isIP } from 'node:net';
import type { Agent, buildConnector } from 'undici';
import { checkedLookup, ForbiddenAddress, isPublicAddress, type Resolve } from './address-guard.ts';

/** Connections of one tool: kept, and only to public addresses or to hosts that are allowed by name. */
export async function guardedAgent({ allowHosts, resolve }: GuardOptions): Promise<Agent> {
  // Loaded with the first tool that needs it.
  const { Agent, buildConnector } = await import('undici');
  const connectAllowed = buildConnector({ timeout: connectTimeoutMs, lookup: checkedLookup(resolve, () => true) });
  const connectPublic = buildConnector({ timeout: connectTimeoutMs, lookup: checkedLookup(resolve, isPublicAddress) });
  const connect: buildConnector.connector = (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    if (allowHosts.has(hostname) || allowHosts.has(`${hostname}:${options.port}`)) connectAllowed(options, callback);
    // An address needs no lookup, so the check of the lookup would not see it.
    else if (isIP(hostname) === 0 || isPublicAddress(hostname)) connectPublic(options, callback);
    else callback(new ForbiddenAddress(hostname), null);
  };
  return new Agent({ connect, connections: 128 });
}

export interface GuardOptions {
  /** Lower case; `host` or `host:port`. */
  readonly allowHosts: ReadonlySet<string>;
  readonly resolve: Resolve;
}

const connectTimeoutMs = 10_000;
