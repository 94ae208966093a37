import type { Gateway } from '../compatible/gateway.ts';
import type { Transport } from '../wire/fetch.ts';

/** The options with nothing left open. */
export interface OpenaiSettings {
  readonly name: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly api: 'chat' | 'responses';
  readonly gateway: Gateway;
  readonly apiVersion: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly transport: Transport;
  readonly now: () => number;
  /** Everything that must not appear in a text. */
  readonly secrets: readonly string[];
}
