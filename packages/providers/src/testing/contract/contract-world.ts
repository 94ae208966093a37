import {
  type Failure,
  FailureError,
  type GenerateOptions,
  type Message,
  type Model,
  type ModelParams,
  type ModelProvider,
  type ModelRequest,
  type ModelResponse,
} from '@sluice/core';
import { expect } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';

/** What a provider says of itself to earn the whole suite. */
export interface ProviderContract {
  /** Names the suite. */
  readonly name: string;
  /** The provider on its real SDK, pointed at a server of its wire. Its name is `under-test`. */
  open(server: Pick<Simulator, 'url' | 'baseUrls'>, apiKey: string): ModelProvider;
  /** A model name that takes sampling parameters, tools, images, files and a schema. */
  readonly model: string;
  /** Parameters that the wire lacks. */
  readonly lacks: readonly ('seed' | 'stop' | 'topK' | 'temperature')[];
  /** A call that must be refused before it is sent, and the parameter that is named. */
  readonly refused: { readonly model: string; readonly params: ModelParams; readonly name: string };
  /** Whether the refusal of a model is told apart from a filter. */
  readonly finishOfRefusal: readonly string[];
}

/** A provider and the simulator that it talks to. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly provider: ModelProvider;
  readonly model: Model;
}

// Long and of no word in any message, so that finding it in a text is no accident.
export const contractKey = 'sk-contract-9f8e7d6c5b4a39281706';

export const tenWords = 'one two three four five six seven eight nine ten';

/** Starts a simulator with this profile and opens the provider on it. */
export async function openWorld(contract: ProviderContract, profile: object = {}): Promise<World> {
  const simulator = await startSimulator({
    profile: { tokens: 'approximate', answers: [{ text: tenWords }], ...profile },
  });
  const provider = contract.open(simulator, contractKey);
  return {
    simulator,
    provider,
    model: provider.model(contract.model),
    async [Symbol.asyncDispose]() {
      await simulator.close();
      await provider.close?.();
    },
  };
}

/** A profile in which every call meets this fault. */
export function faulty(fault: object): object {
  return { models: { '*': { faults: [fault] } } };
}

export function user(text: string): Message {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** A request with a line of text, and whatever else is given. */
export function ask(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [user('hello there')],
    params: {},
    origin: { run: 'contract', step: 'contract', sample: 0 },
    ...more,
  };
}

export function whole(): GenerateOptions {
  return { signal: new AbortController().signal };
}

/** Options that stream into `deltas`. */
export function streamed(deltas: string[] = []): GenerateOptions {
  return { ...whole(), onDelta: (text) => void deltas.push(text) };
}

/** Both ways to call, by name. */
export const ways: readonly (readonly [string, () => GenerateOptions])[] = [
  ['whole', whole],
  ['streamed', () => streamed()],
];

/** The failure of a call that must fail with nothing but a `FailureError`. */
export async function failureOf(call: Promise<ModelResponse>): Promise<Failure> {
  const thrown: unknown = await call.then(
    (response) => expect.fail(`answered: ${JSON.stringify(response)}`),
    (error: unknown) => error,
  );
  if (!(thrown instanceof FailureError)) throw thrown;
  return thrown.failure;
}
