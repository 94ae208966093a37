import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ServedDocument {
  /** What the editor would underline. */
  readonly diagnostics: readonly string[];
  /** Labels that the editor would offer at a 0-based place. */
  completions(line: number, character: number): Promise<readonly string[]>;
  /** The description that the editor would show at a 0-based place. */
  hover(line: number, character: number): Promise<string>;
}

export interface LanguageServer extends AsyncDisposable {
  open(path: string, text: string): Promise<ServedDocument>;
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** yaml-language-server over stdio, as an editor runs it; schemas come from the first line of each document. */
export async function startLanguageServer(): Promise<LanguageServer> {
  const wire = connect();
  await wire.request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  wire.notify('initialized', {});
  return {
    async open(path, text) {
      const uri = pathToFileURL(path).href;
      const published = wire.published(uri);
      wire.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
      const textDocument = { uri };
      return {
        diagnostics: (await published).map(({ message }) => message),
        async completions(line, character) {
          const found = await wire.request('textDocument/completion', { textDocument, position: { line, character } });
          return (found as { readonly items: readonly { readonly label: string }[] }).items.map(({ label }) => label);
        },
        async hover(line, character) {
          const found = await wire.request('textDocument/hover', { textDocument, position: { line, character } });
          return (found as { readonly contents: { readonly value: string } }).contents.value;
        },
      };
    },
    [Symbol.asyncDispose]: () => wire.close(),
  };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string }[];
}

function connect() {
  const folder = dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json'));
  const child = spawn(process.execPath, [join(folder, 'bin', 'yaml-language-server'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const answers = new Map<number, (result: unknown) => void>();
  const waiting = new Map<string, (published: Published['diagnostics']) => void>();
  let ids = 0;
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  readMessages(child.stdout, (message) => {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params as Published;
      waiting.get(uri)?.(diagnostics);
    } else if (message.method !== undefined && message.id !== undefined) {
      // A question of the server's: its settings, mostly. The defaults do.
      const { items = [] } = (message.params ?? {}) as { readonly items?: readonly unknown[] };
      send({ id: message.id, result: message.method === 'workspace/configuration' ? items.map(() => null) : null });
    } else if (message.id !== undefined) answers.get(message.id)?.(message.result);
  });
  return {
    notify: (method: string, params: object): void => send({ method, params }),
    request(method: string, params: object): Promise<unknown> {
      ids += 1;
      const id = ids;
      send({ id, method, params });
      return new Promise((resolve) => answers.set(id, resolve));
    },
    published: (uri: string): Promise<Published['diagnostics']> => new Promise((resolve) => waiting.set(uri, resolve)),
    async close(): Promise<void> {
      child.kill();
      await ended;
    },
  };
}

function readMessages(stream: NodeJS.ReadableStream, told: (message: Reply) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on('data', (piece: Buffer) => {
    buffer = Buffer.concat([buffer, piece]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/iu.exec(buffer.subarray(0, Math.max(0, end)).toString())?.[1]);
      if (end < 0 || buffer.length < end + 4 + length) return;
      told(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()) as Reply);
      buffer = buffer.subarray(end + 4 + length);
    }
  });
}
