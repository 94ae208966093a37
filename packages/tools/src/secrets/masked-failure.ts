import { FailureError } from '@sluice/core';

/** The same failure with secrets masked in every text. Its cause is dropped: it may hold them too. */
export function maskedFailure({ failure }: FailureError, mask: (text: string) => string): FailureError {
  const { detail, title, hint } = failure;
  const masked = { title: mask(title), detail: mask(detail), ...(hint === undefined ? {} : { hint: mask(hint) }) };
  return new FailureError({ ...failure, ...masked });
}
