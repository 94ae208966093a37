import {
  type AbortSignalLike,
  FailureError,
  type Json,
  type OpenTool,
  type ToolCall,
  type ToolMethod,
  type ToolOpener,
} from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import { secretMasker } from '../secrets/mask-secrets.ts';
import { maskedFailure } from '../secrets/masked-failure.ts';
import { limitSignal } from '../signal/limit-signal.ts';
import { type McpConfig, mcpConfig } from './mcp-config.ts';
import { connectMcp, type McpConnection, type RequestOptions } from './mcp-connection.ts';
import { mcpFailure, mcpRefused } from './mcp-failure.ts';
import { mcpErrorText, mcpOutput } from './mcp-output.ts';
import { methodsHash } from './methods-hash.ts';

export interface McpToolOptions {
  /** Of one call, starting the server included. Default: 60,000. */
  readonly timeoutMs?: number;
  /**
   * `methodsHash` of each tool by name, as a pipeline was planned with. Without one, the first listing that this
   * opener sees of a tool is what every later one must equal.
   */
  readonly frozen?: Readonly<Record<string, string>>;
}

/** Methods of an MCP server: only those of `allow`, and only as they were when the pipeline was checked. */
export function mcpTool({ timeoutMs = 60_000, frozen = {} }: McpToolOptions = {}): ToolOpener {
  const hashes = new Map<string, string>();
  return async (spec, host) => {
    const key = `${spec.name}\n${spec.file}`;
    const freeze = (hash: string): string => {
      const expected = frozen[spec.name] ?? hashes.get(key) ?? hash;
      hashes.set(key, expected);
      return expected;
    };
    return new McpTool(spec.name, mcpConfig(spec, host), { timeoutMs, freeze });
  };
}

class McpTool implements OpenTool {
  readonly #name: string;
  readonly #config: McpConfig;
  readonly #options: { readonly timeoutMs: number; freeze(hash: string): string };
  readonly #mask: (text: string) => string;
  #opening: Promise<Opened> | undefined;

  constructor(name: string, config: McpConfig, options: { timeoutMs: number; freeze(hash: string): string }) {
    this.#name = name;
    this.#config = config;
    this.#options = options;
    this.#mask = secretMasker(config.secrets);
  }

  methods(): Promise<readonly ToolMethod[]> {
    const neverAborted = new AbortController().signal;
    return this.#attempt(neverAborted, async () => (await this.#opened()).methods);
  }

  call({ method, arguments: given, idempotencyKey }: ToolCall, { signal }: { signal: AbortSignalLike }): Promise<Json> {
    return this.#attempt(signal, async (options) => {
      if (method === undefined || !this.#config.allow.has(method)) {
        throw mcpRefused('mcp/not-in-allow', `\`${method ?? ''}\` is not in its \`allow\``);
      }
      const { connection } = await this.#opened();
      const meta = idempotencyKey === undefined ? {} : { _meta: { idempotencyKey } };
      const result = await connection.call({ name: method, arguments: { ...given }, ...meta }, options);
      if (result.isError !== true) return mcpOutput(result);
      throw toolFailure({
        code: 'mcp/method-failed',
        title: 'MCP method failed',
        detail: `${method}: ${mcpErrorText(result)}`,
      });
    });
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await opening?.then(({ connection }) => connection.close()).catch(() => {});
  }

  async #attempt<T>(signal: AbortSignalLike, action: (options: RequestOptions) => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#options;
    using limited = limitSignal(signal, timeoutMs);
    try {
      const result = action({ signal: limited.signal, timeout: timeoutMs + 1000 });
      return await Promise.race([result, aborted(limited.signal)]);
    } catch (error) {
      const { failure } = limited.failure('the MCP server') ?? mcpFailure(error, saidBy(error));
      throw maskedFailure(new FailureError({ ...failure, detail: `${this.#name}: ${failure.detail}` }), this.#mask);
    }
  }

  /** The connection, made again when the server has gone, and its methods, checked again when they may have changed. */
  async #opened(): Promise<Opened> {
    const opening = this.#opening;
    const current = await opening?.catch(() => undefined);
    if (current?.connection.isOpen === true && !current.connection.listChanged) return current;
    // Another call has begun to open it meanwhile.
    if (this.#opening !== opening) return this.#opened();
    this.#opening = this.#open(current);
    return this.#opening;
  }

  async #open(current: Opened | undefined): Promise<Opened> {
    // Shared by all calls that wait for it, so none of their signals ends it.
    const { timeoutMs } = this.#options;
    const options = { signal: AbortSignal.timeout(timeoutMs), timeout: timeoutMs };
    const connection =
      current?.connection.isOpen === true ? current.connection : await connectMcp(this.#config, options);
    try {
      connection.listChanged = false;
      const methods = this.#allowed(await connection.list(options));
      this.#checkFrozen(methods);
      return { connection, methods };
    } catch (error) {
      await connection.close().catch(() => {});
      throw error;
    }
  }

  #allowed(methods: readonly ToolMethod[]): readonly ToolMethod[] {
    const { allow } = this.#config;
    const missing = [...allow].find((name) => !methods.some((method) => method.name === name));
    if (missing === undefined) return methods.filter(({ name }) => allow.has(name));
    const names = methods.map(({ name }) => name).join(', ');
    throw mcpRefused('mcp/no-such-method', `the server has no method \`${missing}\``, `it has ${names}`);
  }

  #checkFrozen(methods: readonly ToolMethod[]): void {
    const hash = methodsHash(methods);
    if (this.#options.freeze(hash) === hash) return;
    const detail = 'the server describes its methods differently from when the pipeline was checked';
    throw mcpRefused('mcp/methods-changed', detail, 'look at what changed, then check the pipeline again');
  }
}

interface Opened {
  readonly connection: McpConnection;
  readonly methods: readonly ToolMethod[];
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function saidBy(error: unknown): string {
  return error instanceof Error && 'said' in error ? String(error.said) : '';
}
