import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import type { Simulator } from '../start-simulator.ts';

/** The three official SDKs, pointed at a simulator, their own retries off. */
export interface Clients {
  readonly openai: OpenAI;
  readonly anthropic: Anthropic;
  readonly google: GoogleGenAI;
}

/** Clients with any key; `version` is Anthropic's. */
export function clientsOf(simulator: Simulator, version?: string): Clients {
  const { openai, anthropic, google } = simulator.baseUrls;
  const headers = version === undefined ? {} : { defaultHeaders: { 'anthropic-version': version } };
  return {
    openai: new OpenAI({ apiKey: 'sk-simulated', baseURL: openai, maxRetries: 0 }),
    anthropic: new Anthropic({ apiKey: 'sk-simulated', baseURL: anthropic, maxRetries: 0, ...headers }),
    google: new GoogleGenAI({ apiKey: 'simulated', httpOptions: { baseUrl: google } }),
  };
}
