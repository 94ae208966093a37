import type { Json } from '../json.ts';

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** Roles are structural: text never decides them. */
export interface Message {
  readonly role: Role;
  readonly content: readonly Part[];
  /** Asks the provider to cache the prompt up to here, where it can. */
  readonly cache?: { readonly ttl?: '5m' | '1h' };
}

export type Part = TextPart | ImagePart | FilePart | ToolCallPart | ToolResultPart | ProviderPart;

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** `source` is base64 bytes or a URL. */
export interface ImagePart {
  readonly type: 'image';
  readonly source: MediaSource;
}

export interface FilePart {
  readonly type: 'file';
  readonly source: MediaSource;
  readonly filename?: string;
}

export type MediaSource =
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'url'; readonly url: string; readonly mediaType?: string };

export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
}

export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly id: string;
  readonly name: string;
  readonly output: Json;
  readonly isError?: boolean;
}

/** State that a provider wants back verbatim (thinking signatures, reasoning items). */
export interface ProviderPart {
  readonly type: 'provider';
  readonly provider: string;
  readonly value: Json;
}
