/** How a text is cut into words: `13a` (mteval's, the default), `intl` (Unicode), `char`, or `none` (white space). */
export const bleuTokenisers = ['13a', 'intl', 'char', 'none'] as const;

export type BleuTokeniser = (typeof bleuTokenisers)[number];

/** The words of a text as sacrebleu cuts it. */
export function bleuWords(text: string, tokeniser: BleuTokeniser = '13a'): readonly string[] {
  const trimmed = text.trimEnd();
  switch (tokeniser) {
    case '13a':
      return words(mteval13a(trimmed));
    case 'intl':
      return words(international(trimmed));
    case 'char':
      return words(Array.from(trimmed).join(' '));
    case 'none':
      return words(trimmed);
  }
}

function mteval13a(text: string): string {
  const plain = text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return ` ${plain} `
    .replace(/([{-~[-` -&(-+:-@/])/gu, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ');
}

function international(text: string): string {
  return text
    .replace(/(\P{N})(\p{P})/gu, '$1 $2 ')
    .replace(/(\p{P})(\P{N})/gu, ' $1 $2')
    .replace(/(\p{S})/gu, ' $1 ');
}

function words(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}
