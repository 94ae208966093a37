const names = ['x-request-id', 'request-id', 'apim-request-id', 'x-goog-request-id', 'cf-ray'];

/** The vendor's id of the request, from whichever header it uses. */
export function requestIdOf(headers: Headers | undefined): string | undefined {
  for (const name of names) {
    const id = headers?.get(name);
    if (id !== null && id !== undefined && id !== '') return id;
  }
  return undefined;
}
