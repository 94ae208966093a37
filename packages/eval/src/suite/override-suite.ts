import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** What command-line flags change in an eval file before it is read. */
export interface SuiteOverrides {
  /** Replaces the variants: one for each reference, under this alias. */
  readonly models?: { readonly alias: string; readonly references: readonly string[] };
  /** Replaces `dataset.filter`: the inside of `${ }`. */
  readonly filter?: string;
}

/** The text of an eval file with the overrides in it. */
export function overrideSuite(text: string, overrides: SuiteOverrides): string {
  const document = parseDocument(text);
  if (overrides.models) {
    const { alias, references } = overrides.models;
    document.set(
      'variants',
      references.map((reference) => ({ name: variantName(reference), models: { [alias]: reference } })),
    );
    document.delete('matrix');
    document.delete('baseline');
    for (const key of ['gates', 'watch']) readdress(document.get(key), variantName(references[0] ?? ''));
  }
  if (overrides.filter !== undefined) {
    const dataset = document.get('dataset', true);
    if (isScalar(dataset)) document.set('dataset', { path: dataset.value });
    else if (!isMap(dataset)) return text;
    document.setIn(['dataset', 'filter'], `\${ ${overrides.filter} }`);
  }
  return document.toString();
}

/** Conditions meant for a variant that is gone are dropped; those that compare are compared with the new baseline. */
function readdress(conditions: unknown, baseline: string): void {
  if (!isSeq(conditions)) return;
  conditions.items = conditions.items.filter((item) => {
    const body = isMap(item) ? item.items[0]?.value : undefined;
    if (!isMap(body)) return true;
    for (const key of ['than', 'of']) if (body.has(key)) body.set(key, baseline);
    return !body.has('variant');
  });
}

function variantName(reference: string): string {
  return reference.replace(/[^A-Za-z0-9._-]+/gu, '-');
}
