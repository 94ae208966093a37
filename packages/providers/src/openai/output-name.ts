/** A schema's name within what vendors accept: letters, digits, `_` and `-`, at most 64. */
export function outputName(name: string): string {
  const safe = name.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);
  return safe === '' ? 'output' : safe;
}
