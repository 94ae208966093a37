import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running llama.cpp server with a real, tiny model. */
export interface LlamaServer extends AsyncDisposable {
  readonly url: string;
  readonly apiKey: string;
}

export interface LlamaFiles {
  readonly binary: string;
  readonly weights: string;
}

/** The server's binary (`given`, else on the PATH) and the corpus folder's weights; `undefined` where one is missing. */
export function findLlama(corpus: string | undefined, given: string | undefined): LlamaFiles | undefined {
  const weights = corpus === undefined ? undefined : join(corpus, 'localllm', 'stories260K.gguf');
  const binary = given === undefined || given === '' ? onPath('llama-server') : given;
  if (binary === undefined || weights === undefined || !existsSync(weights)) return undefined;
  return { binary, weights };
}

function onPath(name: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Starts the server on a free port of 127.0.0.1 and waits until the model is loaded. */
export async function startLlama({ binary, weights }: LlamaFiles): Promise<LlamaServer> {
  const port = await freePort();
  const apiKey = 'local-key-0123456789';
  const options = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '-c',
    '8192',
    '-np',
    '2',
    '--jinja',
    '--embeddings',
    '--pooling',
    'mean',
    '--api-key',
    apiKey,
  ];
  const server = spawn(binary, ['-m', weights, ...options], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, server);
  return { url, apiKey, [Symbol.asyncDispose]: () => ended(server) };
}

async function untilHealthy(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`llama-server ended with ${server.exitCode}`);
    const healthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await sleep(100);
  }
  await ended(server);
  throw new Error('llama-server did not become healthy within 30 s');
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGKILL');
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
