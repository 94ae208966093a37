import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadProfile, type ProfileSource } from './profile/load-profile.ts';
import type { Profile } from './profile/profile.ts';
import { handleRequest } from './server/handle-request.ts';
import { type LoggedRequest, RequestLog } from './server/request-log.ts';
import { type SimulatorStats, Traffic } from './server/traffic.ts';
import { openWorld, restartedWorld } from './server/world.ts';

export interface SimulatorOptions {
  /** A file, its content, or a loaded profile; without one every model answers at once. */
  readonly profile?: ProfileSource;
  /** 0: any free port. */
  readonly port?: number;
  /** Wins over the profile's seed. */
  readonly seed?: number;
}

/** A running simulator: an HTTP server on 127.0.0.1. */
export interface Simulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What each official SDK takes as its base URL. */
  readonly baseUrls: { readonly openai: string; readonly anthropic: string; readonly google: string };
  readonly profile: Profile;
  stats(): SimulatorStats;
  /** The last requests, oldest first, credentials redacted; at most 200 are kept. */
  requests(last?: number): readonly LoggedRequest[];
  /** Begins anew: counts, requests, rate limits and faults; requests in flight stay counted as such. */
  reset(): void;
  /** Puts another profile in force for the requests from now on; rate limits and fault counts begin anew. */
  setProfile(profile: ProfileSource): Promise<void>;
  /** Ends every connection, hanging ones too. */
  close(): Promise<void>;
}

/**
 * Starts the model simulator: one server that speaks the OpenAI, Anthropic and Gemini wires.
 *
 * @throws ProfileError where the profile is invalid; the listen error where the port is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const load = async (source: ProfileSource | undefined): Promise<Profile> => {
    const profile = await loadProfile(source);
    return options.seed === undefined ? profile : { ...profile, seed: options.seed };
  };
  let world = await openWorld(await load(options.profile));
  const traffic = new Traffic();
  const log = new RequestLog();
  const reset = (): void => {
    traffic.reset();
    log.reset();
    world = restartedWorld(world);
  };
  const host = { world: () => world, traffic, log, reset };
  const server = createServer((incoming, response) => void handleRequest(host, incoming, response));
  const url = await listen(server, options.port ?? 0);
  const close = (): Promise<void> => closeServer(server, traffic);
  return {
    url,
    baseUrls: { openai: `${url}/v1`, anthropic: url, google: url },
    get profile() {
      return world.profile;
    },
    stats: () => traffic.stats(),
    requests: (last = 20) => log.last(last),
    reset,
    setProfile: async (source) => {
      world = await openWorld(await load(source));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number): Promise<string> {
  // A pooled client socket must not meet a server that just closed it, and a hanging fault is meant to hang.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function closeServer(server: Server, traffic: Traffic): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  // A destroyed socket reports to its response a turn or two later; the statistics are whole once all have.
  while (traffic.inFlight > 0) await new Promise((resolve) => setImmediate(resolve));
}
