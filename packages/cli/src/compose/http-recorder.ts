import { type ResponseCache, UsageError } from '@sluice/core';
import type { Transport } from '@sluice/providers';
import type { Config } from '../config/config.ts';
import { secretValues } from './secret-redactor.ts';

export interface RecorderFlags {
  /** `--record-http`: the file to which every exchange with a provider is appended. */
  readonly recordHttp?: string | undefined;
  /** `--replay-http`: the recording that answers in the network's place. */
  readonly replayHttp?: string | undefined;
}

/** What stands in the network's place; `undefined` without a flag. Throws `UsageError` for a file that is no use. */
export async function openRecorder(
  flags: RecorderFlags,
  config: Config,
  environment: NodeJS.ProcessEnv,
): Promise<Transport | undefined> {
  const { recordHttp, replayHttp } = flags;
  if (recordHttp === undefined && replayHttp === undefined) return undefined;
  const { openTransport, recordingFetch, replayingFetch } = await import('@sluice/providers');
  const secrets = [...secretValues(config, environment), ...secretLooking(environment)];
  if (recordHttp === undefined) {
    const fetch = await replayingFetch(replayHttp ?? '', { secrets });
    return { fetch, close: async () => undefined };
  }
  if (replayHttp !== undefined) {
    throw new UsageError(
      'cli/record-and-replay',
      '--record-http and --replay-http exclude each other',
      'give one of them',
    );
  }
  const network = openTransport();
  const recording = await recordingFetch(network.fetch, recordHttp, { secrets });
  return {
    fetch: recording.fetch,
    async close() {
      await recording.close();
      await network.close();
    },
  };
}

/** A file that others get must not hold what this machine keeps secret, whether Sluice uses it or not. */
export function secretLooking(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(environment).flatMap(([name, value = '']) => {
    return /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS)$/i.test(name) && value.length >= 8 ? [value] : [];
  });
}

/** Every call must reach the recorder, and an answer of another machine's must not stay here. */
export function bypassedCache(cache: ResponseCache): ResponseCache {
  return {
    stats: () => cache.stats(),
    prune: (before) => cache.prune(before),
    get: async () => undefined,
    set: async () => undefined,
  };
}
