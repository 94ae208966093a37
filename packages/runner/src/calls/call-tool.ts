import {
  type EventOf,
  FailureError,
  freezeJson,
  type Json,
  type ToolCall,
  type ToolMethod,
  type ToolSpec,
} from '@sluice/core';
import { contentKey } from '../content-key.ts';
import { numbered, type StepInstance } from '../frames.ts';
import { retrying } from './retrying.ts';

export interface ToolRequest {
  readonly tool: string;
  readonly call: ToolCall;
  readonly effect: 'read' | 'write';
}

/** A call of a declared tool. A write is durable in the log before it is made, and again when it is done. */
export async function callTool(instance: StepInstance, request: ToolRequest): Promise<Json> {
  const { tool, call } = request;
  const content = { path: instance.path, tool, method: call.method, arguments: call.arguments };
  const key = numbered(instance, contentKey(content).slice(0, 32));
  const known = instance.session.history?.toolResults.get(key);
  if (known !== undefined) return freezeJson(known);
  if (isAssumedDone(instance, request, key)) return null;
  const spec = toolSpec(instance, tool);
  const open = await instance.session.host.tools.open(spec);
  const started = instance.session.host.clock.now();
  const output = await retrying(instance, {
    lane: { kind: 'tool', name: spec.kind },
    mayRepeat: request.effect === 'read' || call.idempotencyKey !== undefined,
    async call(signal, attempt) {
      await recordStart({ instance, request, key }, attempt);
      return await open.call(call, { signal, path: instance.path });
    },
    failed(failure, attempt, retryInMs) {
      const { journal, host } = instance.session;
      const again = retryInMs === undefined ? {} : { retryInMs };
      const place = { at: host.clock.now(), path: instance.path, call: key, tool };
      journal.record({ type: 'tool-error', ...place, attempt, failure, ...again });
    },
  });
  await recordEnd({ instance, request, key }, { output, started });
  return freezeJson(output);
}

export async function toolMethods(instance: StepInstance, tool: string): Promise<readonly ToolMethod[]> {
  const open = await instance.session.host.tools.open(toolSpec(instance, tool));
  return (await open.methods?.()) ?? [];
}

function toolSpec({ frame }: StepInstance, tool: string): ToolSpec {
  const spec = Object.hasOwn(frame.plan.tools, tool) ? frame.plan.tools[tool] : undefined;
  if (spec !== undefined) return spec;
  throw new FailureError({
    type: 'invalid_request',
    title: 'Unknown tool',
    detail: `there is no tool ${tool}`,
    code: 'tool/unknown',
  });
}

/** An interrupted write: done or not, nobody knows. Its idempotency key makes it safe to do again. */
function isAssumedDone(instance: StepInstance, request: ToolRequest, key: string): boolean {
  const { session, path } = instance;
  if (request.call.idempotencyKey !== undefined || session.history?.openWrites.has(key) !== true) return false;
  if (session.options.assumeDone?.has(path) === true) return true;
  if (session.options.retry?.has(path) === true) return false;
  throw new FailureError({
    type: 'tool',
    title: 'A write was interrupted',
    detail: `${path} started a write and nothing says whether it was done`,
    hint: `look, then resume with --assume-done ${path} or --retry ${path}`,
    code: 'resume/unknown-write',
  });
}

interface Recorded {
  readonly instance: StepInstance;
  readonly request: ToolRequest;
  readonly key: string;
}

async function recordStart({ instance, request, key }: Recorded, attempt: number): Promise<void> {
  const { session, path, tally } = instance;
  const { idempotencyKey } = request.call;
  tally.toolAttempted();
  const event: EventOf<'tool-start'> = {
    type: 'tool-start',
    at: session.host.clock.now(),
    path,
    call: key,
    tool: request.tool,
    attempt,
    effect: request.effect,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  if (request.effect === 'write') await session.journal.durable(event);
  else session.journal.record(event);
}

interface ToolResult {
  readonly output: Json;
  readonly started: number;
}

async function recordEnd({ instance, request, key }: Recorded, { output, started }: ToolResult): Promise<void> {
  const { session, path, node } = instance;
  const at = session.host.clock.now();
  // The end of a step that only reads holds the same output; anything else must not be called a second time.
  const keep = request.effect === 'write' || node.kind.kind !== 'tool';
  const event: EventOf<'tool-end'> = {
    type: 'tool-end',
    at,
    path,
    call: key,
    tool: request.tool,
    latencyMs: at - started,
    ...(keep ? { output } : {}),
  };
  if (request.effect === 'write') await session.journal.durable(event);
  else session.journal.record(event);
}
