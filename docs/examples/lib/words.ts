/** How many words a text has. */
export function countWords({ text }: { readonly text: string }): { readonly words: number } {
  return { words: text.split(/\s+/u).filter((word) => word !== '').length };
}
