export const normalisations = ['case', 'whitespace', 'punctuation', 'articles'] as const;

export type Normalisation = (typeof normalisations)[number];

/** Applies the named normalisations in a fixed order, whatever order they are listed in. */
export function normaliser(names: readonly Normalisation[]): (text: string) => string {
  const has = new Set(names);
  return (text) => {
    let result = text;
    if (has.has('case')) result = result.toLowerCase();
    if (has.has('punctuation')) result = result.replace(/\p{P}/gu, '');
    if (has.has('articles')) result = result.replace(/\b(a|an|the)\b/giu, ' ');
    if (has.has('whitespace') || has.has('articles')) result = result.replace(/\s+/gu, ' ').trim();
    return result;
  };
}
