/** One game: the first player's result is 1, 0.5 or 0. */
export type Battle = readonly [first: string, second: string, result: number];

export interface EloOptions {
  /** Most that one game moves a rating. Default 4. */
  readonly step?: number;
  /** Rating difference at which the stronger wins ten times in eleven. Default 400. */
  readonly scale?: number;
  /** Default 1000. */
  readonly start?: number;
}

/** Elo ratings, game by game: they depend on the order, which Bradley-Terry's abilities do not. */
export function eloRatings(battles: readonly Battle[], options: EloOptions = {}): ReadonlyMap<string, number> {
  const { step = 4, scale = 400, start = 1000 } = options;
  const ratings = new Map<string, number>();
  for (const [first, second, result] of battles) {
    const [own, other] = [ratings.get(first) ?? start, ratings.get(second) ?? start];
    const expected = 1 / (1 + 10 ** ((other - own) / scale));
    ratings.set(first, own + step * (result - expected));
    ratings.set(second, other - step * (result - expected));
  }
  return ratings;
}
