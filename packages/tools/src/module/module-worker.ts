import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { parseFrozenJson } from '../json/freeze-json.ts';
import type { ModuleError, ModuleReply, ModuleRequest } from './module-message.ts';

// The thread's entry. It imports only files beside it and node's own modules, so that it runs from source as it is.
const port = parentPort;
if (port === null) throw new Error('module-worker.ts is the entry of a worker thread');

const { root } = workerData as { readonly root: string };
const functions = new Map<string, ModuleFunction>();
const calls = new Map<number, AbortController>();

port.on('message', (request: ModuleRequest) => {
  if (request.kind === 'call') void answer(request);
  else {
    calls.get(request.id)?.abort();
    reply({ kind: 'abandoned', id: request.id });
  }
});

type ModuleFunction = (input: unknown, context: { readonly signal: AbortSignal }) => unknown;
type CallRequest = Extract<ModuleRequest, { kind: 'call' }>;

async function answer(request: CallRequest): Promise<void> {
  const { id } = request;
  try {
    const key = `${request.name}\n${request.file}`;
    const called = functions.get(key) ?? (await load(request, key));
    const controller = new AbortController();
    calls.set(id, controller);
    let output = called(parseFrozenJson(request.input), { signal: controller.signal });
    if (output instanceof Promise) {
      reply({ kind: 'waiting', id });
      output = await output;
    }
    reply({ kind: 'output', id, output: toJson(output) });
  } catch (error) {
    reply({ kind: 'error', id, error: describe(error) });
  } finally {
    calls.delete(id);
  }
}

async function load({ file, name }: CallRequest, key: string): Promise<ModuleFunction> {
  let exported: Record<string, unknown>;
  try {
    exported = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new Refusal('module/load-failed', error);
  }
  const found = exported[name];
  if (typeof found !== 'function') {
    const functionNames = Object.keys(exported).filter((other) => typeof exported[other] === 'function');
    const known = functionNames.length === 0 ? 'it exports none' : `it exports ${functionNames.join(', ')}`;
    throw new Refusal('module/no-export', `no function \`${name}\` is exported; ${known}`);
  }
  functions.set(key, found as ModuleFunction);
  return found as ModuleFunction;
}

function toJson(output: unknown): string {
  try {
    return JSON.stringify(output) ?? 'null';
  } catch (error) {
    throw new Refusal('module/not-json', error);
  }
}

/** A failure that is not the function's own. */
class Refusal extends Error {
  readonly code: ModuleError['code'];

  constructor(code: ModuleError['code'], cause: unknown) {
    super(String(cause), { cause });
    this.code = code;
  }
}

function describe(error: unknown): ModuleError {
  const code = error instanceof Refusal ? error.code : 'module/threw';
  const cause = error instanceof Refusal ? error.cause : error;
  const message = firstWords(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
  const at = cause instanceof Error ? ownPlace(String(cause.stack)) : undefined;
  return { code, message, ...(at === undefined ? {} : { at }) };
}

/** The first place of a stack that lies in the project. */
function ownPlace(stack: string): string | undefined {
  for (const [, url = '', line, column] of stack.matchAll(/(file:\/\/[^\s)]+?):(\d+)(?::(\d+))?(?=[\s)]|$)/g)) {
    const path = relative(root, fileURLToPath(url));
    if (path.startsWith('..') || path.includes('node_modules')) continue;
    return [path, line, ...(column === undefined ? [] : [column])].join(':');
  }
  return undefined;
}

function firstWords(text: string): string {
  return text.length <= maxMessage ? text : `${text.slice(0, maxMessage)}…`;
}

function reply(message: ModuleReply): void {
  port?.postMessage(message);
}

const maxMessage = 2000;
