import { UsageError } from '@sluice/core';
import type { SimulatorUrls } from './provider-source.ts';

export interface Simulators {
  /** The addresses of a running simulator, or of one started here with a profile. */
  at(profileOrUrl: string): Promise<SimulatorUrls>;
  close(): Promise<void>;
}

export function openSimulators(): Simulators {
  const started = new Map<string, Promise<{ readonly baseUrls: SimulatorUrls; close(): Promise<void> }>>();
  return {
    async at(profileOrUrl) {
      if (/^https?:\/\//u.test(profileOrUrl)) return urlsOf(profileOrUrl.replace(/\/$/u, ''));
      const found = started.get(profileOrUrl) ?? start(profileOrUrl);
      started.set(profileOrUrl, found);
      return (await found).baseUrls;
    },
    async close() {
      const all = await Promise.allSettled(started.values());
      await Promise.allSettled(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}

async function start(profile: string): Promise<{ readonly baseUrls: SimulatorUrls; close(): Promise<void> }> {
  const { ProfileError, startSimulator } = await import('@sluice/providers/testing');
  try {
    return await startSimulator({ profile });
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    throw new UsageError(
      'simulator/invalid-profile',
      error.message,
      '--simulate takes a profile or the address of a simulator',
    );
  }
}

function urlsOf(url: string): SimulatorUrls {
  return { openai: `${url}/v1`, anthropic: url, google: url };
}
