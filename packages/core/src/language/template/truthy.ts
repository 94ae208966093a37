/** What `{{#if}}` takes for true: everything but `false`, `null`, what is missing, `""`, `0` and an empty list. */
export function isTruthy(value: unknown): boolean {
  return Boolean(value) && !(Array.isArray(value) && value.length === 0);
}
