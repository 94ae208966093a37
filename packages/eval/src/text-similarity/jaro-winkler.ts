/** Jaro similarity of two texts in code points, 0 to 1: shared letters near their places, less the swapped ones. */
export function jaro(first: string, second: string): number {
  const [left, right] = [Array.from(first), Array.from(second)];
  if (left.length === 0 && right.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Set<number>();
  const shared: string[] = [];
  for (const [index, letter] of left.entries()) {
    const last = Math.min(right.length - 1, index + reach);
    for (let place = Math.max(0, index - reach); place <= last; place += 1) {
      if (right[place] !== letter || taken.has(place)) continue;
      taken.add(place);
      shared.push(letter);
      break;
    }
  }
  if (shared.length === 0) return 0;
  const order = [...taken].sort((a, b) => a - b).map((place) => right[place]);
  const swapped = shared.filter((letter, index) => letter !== order[index]).length / 2;
  const matches = shared.length;
  return (matches / left.length + matches / right.length + (matches - swapped) / matches) / 3;
}

/** Jaro, raised for a common start of up to four letters (0.1 for each) where it exceeds 0.7. */
export function jaroWinkler(first: string, second: string): number {
  const similarity = jaro(first, second);
  if (similarity <= 0.7) return similarity;
  const [left, right] = [Array.from(first), Array.from(second)];
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return similarity + prefix * 0.1 * (1 - similarity);
}
