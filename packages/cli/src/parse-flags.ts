import { UsageError } from '@sluice/core';

/** A flag's text as a whole number; `UsageError` for anything else. */
export function wholeNumber(flag: string, text: string, minimum = 1): number {
  const value = Number(text);
  if (/^\d+$/u.test(text.trim()) && value >= minimum) return value;
  throw new UsageError('cli/bad-flag', `${flag} takes a whole number from ${minimum} up, not \`${text}\``);
}

/** Dollars, more than nothing. */
export function dollars(flag: string, text: string): number {
  const value = Number(text.replace(/^\$/u, ''));
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new UsageError('cli/bad-flag', `${flag} takes dollars such as 2.50, not \`${text}\``);
}
