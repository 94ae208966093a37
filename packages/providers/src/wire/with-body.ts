/** Where the body of a response is to come from. */
export interface BodySource {
  text(): Promise<string>;
  /** The body itself, the same at every call; SDKs look at it without reading it. */
  stream(): ReadableStream<Uint8Array> | null;
  isUsed(): boolean;
}

/** The response with another body in place of its own. */
export function withBody(response: Response, source: BodySource): Response {
  const whole = (): Response => new Response(source.stream() as ConstructorParameters<typeof Response>[0]);
  return Object.defineProperties(response, {
    text: replaceable({ value: () => source.text() }),
    json: replaceable({ value: async () => JSON.parse(await source.text()) }),
    body: replaceable({ get: () => source.stream() }),
    bodyUsed: replaceable({ get: () => source.isUsed() }),
    arrayBuffer: replaceable({ value: () => whole().arrayBuffer() }),
    blob: replaceable({ value: () => whole().blob() }),
    bytes: replaceable({ value: () => whole().bytes() }),
    clone: replaceable({ value: () => notClonable() }),
  });
}

function replaceable(property: PropertyDescriptor): PropertyDescriptor {
  return { ...property, configurable: true };
}

function notClonable(): never {
  throw new TypeError('this response cannot be cloned');
}
