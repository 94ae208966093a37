import type { Failure } from '../errors/failure.ts';
import type { JsonObject } from '../json.ts';

/** A failure as `.error`, `error` of a catch and `.errors` of a map show it. */
export function errorView(failure: Failure): JsonObject {
  return {
    type: failure.type,
    message: failure.detail,
    step: failure.step ?? null,
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.code === undefined ? {} : { code: failure.code }),
    ...(failure.instance === undefined ? {} : { instance: failure.instance }),
  };
}
