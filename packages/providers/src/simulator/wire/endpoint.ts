import type { IncomingHttpHeaders } from 'node:http';
import type { BucketState } from '../limits/rate-limiter.ts';
import type { IdentifierMaker } from '../random/identifier.ts';
import type { TokenCounter } from '../tokens/count-tokens.ts';
import type { WireFailure } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import type { Prompt } from './prompt.ts';
import type { Reply, TokenCounts } from './reply.ts';

/** The three vendors whose wire the simulator speaks. */
export type Vendor = 'openai' | 'anthropic' | 'google';

/** A request whose body was parsed as a JSON object. */
export interface WireRequest {
  readonly body: JsonObject;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  /** The model in the path (Gemini, Azure), where there is one. */
  readonly pathModel: string | undefined;
  /** The version in the path: `v1`, `v1beta`. */
  readonly pathVersion: string;
}

/** One answered generation: what an endpoint puts into its vendor's words. */
export interface Exchange {
  readonly request: WireRequest;
  readonly prompt: Prompt;
  readonly reply: Reply;
  readonly tokens: TokenCounts;
  readonly countTokens: TokenCounter;
  readonly identifier: IdentifierMaker;
  /** Seconds since 1970. */
  readonly created: number;
}

/** A piece of a streamed answer. */
export interface Frame {
  readonly bytes: string;
  /** How many output tokens it carries: this paces the stream. */
  readonly tokens: number;
}

/** A streamed answer: its frames in order and its media type. */
export interface FrameStream {
  readonly contentType: string;
  readonly frames: readonly Frame[];
}

/** An endpoint at which a model generates. */
export interface GenerationEndpoint {
  readonly kind: 'generation';
  readonly route: string;
  readonly vendor: Vendor;
  /** Reads and checks a request. @throws RefusedRequest what the vendor would refuse */
  read(request: WireRequest): Prompt;
  whole(exchange: Exchange): Json;
  stream(exchange: Exchange): FrameStream;
}

/** What an endpoint without a generation answers from. */
interface Lookup {
  readonly model: string;
  /** The text that counts against the token limit. */
  readonly text: string;
  /** The vendor's answer. */
  answer(tools: { countTokens: TokenCounter; identifier: IdentifierMaker }): Json;
}

/** An endpoint that answers from the request alone: embeddings, token counts. */
export interface LookupEndpoint {
  readonly kind: 'lookup';
  readonly route: string;
  readonly vendor: Vendor;
  /** @throws RefusedRequest what the vendor would refuse */
  read(request: WireRequest): Lookup;
}

export type Endpoint = GenerationEndpoint | LookupEndpoint;

/** An error in a vendor's words. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** What all endpoints of one vendor share. */
export interface VendorManners {
  readonly vendor: Vendor;
  /** The key that the request carries. */
  keyOf(headers: IncomingHttpHeaders, query: URLSearchParams): string | undefined;
  error(failure: WireFailure, context: ErrorContext): ErrorAnswer;
  /** The error as the vendor sends it inside a stream that began with 200. */
  errorFrame(failure: WireFailure, context: ErrorContext): string;
  /** Headers of every answer: the request id and the like. */
  headers(requestId: string): Record<string, string>;
  requestId(identifier: IdentifierMaker): string;
  limitHeaders(state: BucketState): Record<string, string>;
}

/** Where an error happened. */
export interface ErrorContext {
  readonly requestId: string;
  readonly route: string;
  readonly version: string;
}
