import type { Gateway } from './gateway.ts';
import { customGateway, gateways } from './gateways.ts';

/** The row with this name or alias; `custom` is the unknown server. */
export function gatewayNamed(name: string): Gateway | undefined {
  if (name === customGateway.name) return customGateway;
  return gateways.find((gateway) => gateway.name === name || gateway.aliases.includes(name));
}

/** The row whose hosts match, else the unknown server. */
export function gatewayAt(baseUrl: string): Gateway {
  const url = URL.parse(baseUrl);
  if (url === null) return customGateway;
  return (
    gateways.find(({ hosts }) => hosts?.test(url.host) === true || hosts?.test(url.hostname) === true) ?? customGateway
  );
}

/** The names that a configuration may use, in the order of the table. */
export const gatewayNames: readonly string[] = [...gateways.map(({ name }) => name), customGateway.name];
