import type { AlignedEdits } from './aligned-edits.ts';

export interface WordShift {
  /** Edits less than before; 0 when no block can be moved. */
  readonly saved: number;
  readonly words: readonly string[];
  /** Moves that were tried. */
  readonly candidates: number;
}

export interface TwoTexts {
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

const maxBlock = 10;
const maxDistance = 50;

/** The move of one block of words that saves most; among equals the longest, then the earliest. */
export function bestShift(
  { found, wanted }: TwoTexts,
  align: (words: readonly string[]) => AlignedEdits,
  limit: number,
): WordShift {
  const before = align(found);
  const alignment = alignmentOf(before);
  let best: Ranked | undefined;
  let candidates = 0;
  for (const block of commonBlocks({ found, wanted })) {
    if (!mayMove(block, alignment)) continue;
    for (const target of targetsOf(block, alignment.places)) {
      const words = move(found, block, target);
      const rank = [before.distance - align(words).distance, block.length, -block.found, -target];
      candidates += 1;
      if (best === undefined || isBefore(best.rank, rank)) best = { rank, words };
    }
    if (candidates >= limit) break;
  }
  return { saved: best?.rank[0] ?? 0, words: best?.words ?? found, candidates };
}

interface Ranked {
  readonly rank: readonly number[];
  readonly words: readonly string[];
}

interface Block {
  readonly found: number;
  readonly wanted: number;
  readonly length: number;
}

interface Alignment {
  /** Place in the candidate for each place in the reference. */
  readonly places: readonly number[];
  readonly foundWrong: readonly boolean[];
  readonly wantedWrong: readonly boolean[];
}

function alignmentOf({ operations }: AlignedEdits): Alignment {
  const places: number[] = [];
  const foundWrong: boolean[] = [];
  const wantedWrong: boolean[] = [];
  for (const operation of operations) {
    if (operation !== 'delete') foundWrong.push(operation !== 'keep');
    if (operation === 'insert') continue;
    places.push(foundWrong.length - 1);
    wantedWrong.push(operation !== 'keep');
  }
  return { places, foundWrong, wantedWrong };
}

function* commonBlocks({ found, wanted }: TwoTexts): Generator<Block> {
  for (let start = 0; start < found.length; start += 1) {
    for (let target = 0; target < wanted.length; target += 1) {
      if (Math.abs(target - start) > maxDistance) continue;
      for (let length = 1; length <= maxBlock; length += 1) {
        const [word, other] = [found[start + length - 1], wanted[target + length - 1]];
        if (word === undefined || word !== other) break;
        yield { found: start, wanted: target, length };
      }
    }
  }
}

/** Only a block that is wrong where it stands, to a place that is wrong, and not onto itself. */
function mayMove({ found, wanted, length }: Block, { places, foundWrong, wantedWrong }: Alignment): boolean {
  if (!foundWrong.slice(found, found + length).includes(true)) return false;
  if (!wantedWrong.slice(wanted, wanted + length).includes(true)) return false;
  const place = places[wanted] ?? -1;
  return place < found || place >= found + length;
}

function* targetsOf({ wanted, length }: Block, places: readonly number[]): Generator<number> {
  let previous = -1;
  for (let offset = -1; offset < length; offset += 1) {
    const place = wanted + offset === -1 ? -1 : places[wanted + offset];
    if (place === undefined) return;
    if (place + 1 === previous) continue;
    previous = place + 1;
    yield previous;
  }
}

function move(words: readonly string[], { found: start, length }: Block, target: number): readonly string[] {
  const end = start + length;
  const block = words.slice(start, end);
  if (target < start) return [...words.slice(0, target), ...block, ...words.slice(target, start), ...words.slice(end)];
  const stop = target > end ? target : length + target;
  return [...words.slice(0, start), ...words.slice(end, stop), ...block, ...words.slice(stop)];
}

function isBefore(first: readonly number[], second: readonly number[]): boolean {
  for (const [index, value] of second.entries()) {
    const other = first[index] ?? 0;
    if (value !== other) return value > other;
  }
  return false;
}
