/** Fills `{{key}}`, `{{1}}` … and other named values into every text of a JSON value; unknown names stay as they are. */
export function fillTemplate(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('{{')) return value;
    return value.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => names[name] ?? whole);
  }
  if (Array.isArray(value)) return value.map((item) => fillTemplate(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillTemplate(item, names)]));
}
