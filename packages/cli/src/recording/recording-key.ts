import { createHash } from 'node:crypto';
import { canonicalJson, type ModelRequest, type ToolCall } from '@sluice/core';
import type { Redaction } from './redaction.ts';

/** Hashes what is asked, without what only this run has: its id, its secrets, what must not be kept. */
export interface RecordingKeys {
  ofRequest(model: string, request: ModelRequest): string;
  ofCall(tool: string, call: ToolCall): string;
}

export function recordingKeys(redaction: Redaction, runIds: ReadonlySet<string>): RecordingKeys {
  const hash = (parts: readonly unknown[]): string => {
    const text = [...runIds].reduce(
      (all, id) => all.replaceAll(id, '{run.id}'),
      canonicalJson(redaction.redact(parts)),
    );
    return createHash('sha256').update(text).digest('hex').slice(0, 32);
  };
  return {
    ofRequest: (model, { messages, params, output, tools, toolChoice }) =>
      hash([model, messages, params, output?.schema, tools, toolChoice]),
    // An idempotency key is new in every run.
    ofCall: (tool, { method, arguments: given }) => hash([tool, method, given]),
  };
}
