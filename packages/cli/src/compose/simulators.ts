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
  const { startSimulator } = await import('@sluice/providers/testing');
  return await startSimulator({ profile });
}

function urlsOf(url: string): SimulatorUrls {
  return { openai: `${url}/v1`, anthropic: url, google: url };
}
