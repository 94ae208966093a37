import type { Json, JsonObject } from '@sluice/core';
import { isObject, parseJson, textAt } from './json.ts';

/** An error answer, with the vendors' shapes brought to one. */
export interface ErrorBody {
  readonly message: string;
  /** `error.code`, `error.type` and `error.status` as they are, each lower case; the classifier looks into all. */
  readonly codes: readonly string[];
  /** The most telling of them, in the vendor's spelling. */
  readonly code: string | undefined;
  /** A status inside the body: errors inside a 200 carry theirs there. */
  readonly status: number | undefined;
  /** The error object itself. */
  readonly error: JsonObject;
}

/**
 * Reads the shapes seen on real wires: `{error:{message,type,code}}`, `{type:'error',error}`, `[{error}]`,
 * `{error:'text'}`, `{code,error:'text'}`, `{message}`, `{detail}`, plain text. `undefined` where `body` is no error.
 */
export function readErrorBody(body: Json | undefined): ErrorBody | undefined {
  const root = Array.isArray(body) ? body[0] : body;
  if (typeof root === 'string') return fromText(root);
  if (!isObject(root)) return undefined;
  const { error } = root;
  if (isObject(error)) return fromObject(error);
  if (typeof error === 'string' && error !== '') return fromObject({ ...root, message: error });
  return undefined;
}

/** As `readErrorBody`, for a body that came with an error status: any shape says something. */
export function readFailedBody(text: string): ErrorBody {
  const body = parseJson(text);
  return readErrorBody(body) ?? fromUnknown(body, text);
}

function fromUnknown(body: Json | undefined, text: string): ErrorBody {
  if (!isObject(body)) return fromText(text);
  const { detail } = body;
  if (Array.isArray(detail) || isObject(detail)) return fromObject({ ...body, message: JSON.stringify(detail) });
  return fromObject({ ...body, message: textAt(body, 'message') ?? textAt(body, 'detail') ?? '' });
}

function fromText(text: string): ErrorBody {
  // A proxy's HTML page is of no use to a reader beyond its title.
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
  return { message: (title ?? text).trim(), codes: [], code: undefined, status: undefined, error: {} };
}

const wordless = /^[0-9]+$/;

function fromObject(error: JsonObject): ErrorBody {
  const found = [error['code'], error['type'], error['status'], ...reasons(error['details'])];
  const words = found.filter((value): value is string => typeof value === 'string' && !wordless.test(value));
  return {
    message: [textAt(error, 'message') ?? '', upstreamText(error['metadata'])].filter((part) => part !== '').join(': '),
    codes: words.map((word) => word.toLowerCase()),
    code: words[0],
    status: statusIn(error),
    error,
  };
}

/** Google's and Anthropic's finer codes. */
function reasons(details: Json | undefined): Json[] {
  const list = Array.isArray(details) ? details : [details];
  return list.filter(isObject).flatMap((detail) => [detail['reason'] ?? null, detail['error_code'] ?? null]);
}

/** OpenRouter says "Provider returned error" and keeps the real text beside it. */
function upstreamText(metadata: Json | undefined): string {
  const raw = isObject(metadata) ? metadata['raw'] : undefined;
  return typeof raw === 'string' ? raw : '';
}

function statusIn(error: JsonObject): number | undefined {
  for (const key of ['status_code', 'code', 'status']) {
    const value = error[key];
    const status = typeof value === 'string' && wordless.test(value) ? Number(value) : value;
    if (typeof status === 'number' && status >= 400 && status < 600) return status;
  }
  return undefined;
}
