/** Share of `repetitions` trials that hold. */
export function shareOf(repetitions: number, trial: () => boolean): number {
  let held = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) if (trial()) held += 1;
  return held / repetitions;
}
