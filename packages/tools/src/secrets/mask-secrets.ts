/** Replaces secret values, as they are and as they travel (URI-encoded, base64, inside JSON), by `***`. */
export function secretMasker(values: readonly string[]): (text: string) => string {
  const forms = values.filter((value) => value !== '').flatMap(formsOf);
  // The longest first, so that a form that contains another leaves nothing behind.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, '***'), text);
}

function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), bytes.toString('base64')];
}
