import type { ServerResponse } from 'node:http';
import type { FaultRule } from '../profile/profile.ts';
import type { Frame, FrameStream } from '../wire/endpoint.ts';
import { pause, untilClosed } from './pause.ts';
import type { LatencyPlan } from './plan-latency.ts';

/** How an answer is put on the wire. */
export interface Sending {
  readonly response: ServerResponse;
  readonly headers: Record<string, string>;
  readonly latency: LatencyPlan;
  /** A fault of the transport; faults of the content were applied before. */
  readonly fault: FaultRule | undefined;
  /** The error that `error_in_stream` sends. */
  readonly errorFrame: () => string;
}

/** Sends a whole JSON answer after the time that its tokens take. */
export async function sendWhole(sending: Sending, body: string, tokens: number): Promise<void> {
  const { response, headers, latency, fault } = sending;
  const due = latency.firstTokenMs + latency.msPerToken * tokens;
  if (due > 0 && !(await pause(due, response))) return;
  if (fault === undefined) {
    // Text rather than bytes: node then writes head and body in one call.
    response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
    return;
  }
  await sendBrokenBody(sending, Buffer.from(body), fault);
}

async function sendBrokenBody(sending: Sending, bytes: Buffer, fault: FaultRule): Promise<void> {
  const { response, headers } = sending;
  const part = bytes.subarray(0, Math.floor(bytes.length * fault.afterShare));
  const wholeLength = { ...headers, 'content-length': String(bytes.length) };
  switch (fault.kind) {
    case 'empty_body':
      response.writeHead(200, { ...headers, 'content-length': '0' }).end();
      return;
    case 'cut_stream':
      response.writeHead(200, wholeLength);
      response.write(part, () => response.socket?.destroy());
      return;
    case 'hang_in_stream':
      response.writeHead(200, wholeLength).write(part);
      await untilClosed(response);
      return;
    case 'slow_drip':
      await drip(sending, bytes);
      return;
    default:
      response.writeHead(200, { ...headers, 'content-length': String(part.length) }).end(part);
  }
}

/** Sends a streamed answer at its model's pace. */
export async function sendStream(sending: Sending, stream: FrameStream): Promise<void> {
  const { response, latency, fault } = sending;
  const headers = { ...sending.headers, 'content-type': stream.contentType, 'cache-control': 'no-cache' };
  if (latency.firstTokenMs > 0 && !(await pause(latency.firstTokenMs, response))) return;
  response.writeHead(200, headers);
  if (fault?.kind === 'empty_body') {
    response.end();
    return;
  }
  if (fault !== undefined) {
    await sendFaulty(sending, stream.frames, fault);
    return;
  }
  if (latency.msPerToken === 0) {
    response.end(stream.frames.map((frame) => frame.bytes).join(''));
    return;
  }
  if (await paced(sending, stream.frames)) response.end();
}

/** Writes frames when their tokens are due; those that are due together go in one write. */
async function paced({ response, latency }: Sending, frames: readonly Frame[]): Promise<boolean> {
  const start = performance.now();
  let tokens = 0;
  let ready = '';
  for (const frame of frames) {
    tokens += frame.tokens;
    const wait = start + tokens * latency.msPerToken - performance.now();
    if (wait >= 1) {
      if (ready !== '') response.write(ready);
      ready = '';
      if (!(await pause(wait, response))) return false;
    }
    ready += frame.bytes;
  }
  if (ready !== '') response.write(ready);
  return !response.destroyed;
}

async function sendFaulty(sending: Sending, frames: readonly Frame[], fault: FaultRule): Promise<void> {
  const { response } = sending;
  const broken = fault.kind !== 'slow_drip';
  const until = broken
    ? Math.min(frames.length - 1, Math.max(1, Math.floor(frames.length * fault.afterShare)))
    : frames.length;
  if (fault.kind === 'slow_drip') {
    for (const frame of frames) {
      response.write(frame.bytes);
      if (!(await pause(fault.pauseMs, response))) return;
    }
    response.end();
    return;
  }
  if (!(await paced(sending, frames.slice(0, until)))) return;
  if (fault.kind === 'cut_stream') {
    // The cut must follow the bytes: an empty write calls back when those before it were handed to the socket.
    response.write('\n', () => setTimeout(() => response.socket?.destroy(), 5));
    return;
  }
  if (fault.kind === 'hang_in_stream') {
    await untilClosed(response);
    return;
  }
  if (fault.kind === 'malformed_json') response.write(malformed(frames[until]?.bytes ?? ''));
  if (fault.kind === 'error_in_stream') response.write(sending.errorFrame());
  response.end(
    fault.kind === 'malformed_json'
      ? frames
          .slice(until + 1)
          .map((frame) => frame.bytes)
          .join('')
      : '',
  );
}

/** A frame whose JSON breaks off: the framing around it stays whole. */
function malformed(bytes: string): string {
  const body = bytes.trimEnd();
  return `${body.slice(0, Math.max(8, Math.floor(body.length / 2)))}\n\n`;
}

async function drip({ response, headers, fault }: Sending, bytes: Buffer): Promise<void> {
  response.writeHead(200, { ...headers, 'content-length': String(bytes.length) });
  const size = Math.max(1, Math.ceil(bytes.length / 10));
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    if (!(await pause(fault?.pauseMs ?? 0, response))) return;
  }
  response.end();
}
