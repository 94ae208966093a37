import type { Failure, Json, JsonObject, OpenTool, ToolHost, ToolSpec } from '@sluice/core';
import { FailureError } from '@sluice/core';

/** A host for tests: secrets from an object, the project's root as given. */
export function testHost(root: string, secrets: Readonly<Record<string, string>> = {}, allowExec = false): ToolHost {
  return {
    root,
    allowExec,
    secret(name) {
      const value = secrets[name];
      if (value === undefined) throw new Error(`no secret ${name}`);
      return value;
    },
  };
}

export function toolSpec(kind: string, config: JsonObject, file = '/project/pipeline.yaml'): ToolSpec {
  return { name: 'tested', kind, config, file };
}

export function callTool(tool: OpenTool, given: JsonObject): Promise<Json> {
  return tool.call({ arguments: given }, { signal: new AbortController().signal });
}

/** The failure that a call ends with; throws when there is none. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('the call did not fail');
}
