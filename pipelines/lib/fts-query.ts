/**
 * The words of a question as an FTS5 query: any of them, each in quotes, so that nothing in the question is read as
 * query syntax. Words that every question has are left out; at most 32 remain.
 */
export function ftsQuery({ text }: { readonly text: string }): { readonly query: string } {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const chosen = [...new Set(words)].filter((word) => !common.has(word)).slice(0, 32);
  return { query: chosen.length === 0 ? '""' : chosen.map((word) => `"${word}"`).join(' OR ') };
}

const common: ReadonlySet<string> = new Set(
  (
    'a about after all am an and any are as at be been but by can could do does for from get had has have how i if in ' +
    'into is it its just me my no not of on one or our please s so t than that the their them then there they this to ' +
    'up us was we what when where which while who why will with would you your tidewell'
  ).split(' '),
);
