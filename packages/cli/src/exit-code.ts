/** The exit codes that scripts depend on. */
export const exitCode = {
  done: 0,
  /** A gate failed, or the run itself did. */
  failed: 1,
  /** A usage error or an invalid file (nothing was called), or a gate that its data cannot answer. */
  invalid: 2,
  inconclusive: 3,
  /** The budget stopped it (resumable). */
  budget: 4,
  /** A provider or its authentication made the result incomplete (resumable). */
  provider: 5,
  /** A defect in sluice. */
  defect: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const precedence: readonly ExitCode[] = [70, 130, 4, 5, 2, 1, 3, 0];

/** Where several apply, the one that says most. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? 0;
}
