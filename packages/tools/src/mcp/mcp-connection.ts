import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { ToolMethod } from '@sluice/core';
import type { McpConfig } from './mcp-config.ts';
import type { McpResult } from './mcp-output.ts';

/** One connection to an MCP server; made by `connectMcp`, of no use after it closed. */
export class McpConnection {
  readonly #client: Client;
  readonly #stderr: { text: string };
  isOpen = true;
  /** The server said that its tools are others now. */
  listChanged = false;

  constructor(client: Client, stderr: { text: string }) {
    this.#client = client;
    this.#stderr = stderr;
    client.onclose = () => {
      this.isOpen = false;
    };
  }

  /** The last words that the server wrote to its error output. */
  get said(): string {
    return this.#stderr.text.trim().split('\n').slice(-3).join(' ').slice(-500);
  }

  /** All methods, allowed or not. */
  async list(options: RequestOptions): Promise<readonly ToolMethod[]> {
    const methods: ToolMethod[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.listTools(cursor === undefined ? {} : { cursor }, options);
      for (const { name, description, inputSchema } of page.tools) {
        methods.push({ name, ...(description === undefined ? {} : { description }), arguments: inputSchema });
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined && methods.length < maxMethods);
    return methods;
  }

  async call(call: McpCall, options: RequestOptions): Promise<McpResult> {
    return (await this.#client.callTool(call, undefined, options)) as McpResult;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

export interface McpCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
  readonly _meta?: Record<string, unknown>;
}

export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly timeout: number;
}

/** Starts the server or reaches it. The SDK is loaded with the first tool that needs it. */
export async function connectMcp(config: McpConfig, options: RequestOptions): Promise<McpConnection> {
  const [{ Client: McpClient }, { ToolListChangedNotificationSchema }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ]);
  const client = new McpClient({ name: 'sluice', version: '0.1.0' });
  const stderr = { text: '' };
  const connection = new McpConnection(client, stderr);
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    connection.listChanged = true;
  });
  try {
    await client.connect(await transportTo(config, stderr), options);
  } catch (error) {
    await client.close().catch(() => {});
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { said: connection.said });
  }
  return connection;
}

async function transportTo({ server, env, folder }: McpConfig, stderr: { text: string }): Promise<Transport> {
  if (server.type === 'http') {
    const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
    const headers = server.bearer === undefined ? {} : { authorization: `Bearer ${server.bearer}` };
    // `same-origin` is the SDK's default too; it is what keeps the token with its host.
    return new StreamableHTTPClientTransport(server.url, {
      requestInit: { headers },
      redirectPolicy: 'same-origin',
    }) as Transport;
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const [command = '', ...args] = server.command;
  const transport = new StdioClientTransport({ command, args, env: { ...env }, cwd: folder, stderr: 'pipe' });
  transport.stderr?.on('data', (data: Buffer) => {
    stderr.text = `${stderr.text}${data.toString()}`.slice(-2000);
  });
  return transport;
}

const maxMethods = 10_000;
