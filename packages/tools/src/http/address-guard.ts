import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Gives every address of a host name. Tests bring their own. */
export type Resolve = (hostname: string) => Promise<readonly HostAddress[]>;

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Whether an address is one of the public internet; private, loopback, link-local, mapped and reserved ones are not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns an IPv4-mapped IPv6 address into the IPv4 address that would be reached.
  return ipaddr.process(address).range() === 'unicast';
}

/**
 * For `net.connect`: the address that is checked is the address that is connected to, so that a name cannot
 * answer with a public address first and a private one afterwards.
 */
export function checkedLookup(resolve: Resolve, mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        const [first] = answers;
        const forbidden = answers.find(({ address }) => !mayReach(address));
        if (forbidden !== undefined) callback(new ForbiddenAddress(hostname), '', 0);
        else if (first === undefined) callback(new Error(`${hostname} has no address`), '', 0);
        else if (options.all === true) callback(null, [...answers]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

export async function resolveWithSystem(hostname: string): Promise<readonly HostAddress[]> {
  const answers = await systemLookup(hostname, { all: true });
  return answers.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** The host answered with an address that is not public, and `allow_hosts` does not name it. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'ERR_FORBIDDEN_ADDRESS';

  constructor(hostname: string) {
    super(`${hostname} is a private, local or reserved address`);
  }
}
