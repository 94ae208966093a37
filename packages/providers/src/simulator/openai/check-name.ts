import { invalidRequest } from '../wire/failure.ts';

/** OpenAI's rule for names of schemas and functions. @throws RefusedRequest */
export function checkName(name: unknown, place: string): string {
  if (typeof name !== 'string')
    throw invalidRequest(`Missing required parameter: '${place}'.`, place, 'missing_required_parameter');
  if (/^[a-zA-Z0-9_-]{1,64}$/u.test(name)) return name;
  throw invalidRequest(
    `Invalid '${place}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
    place,
    'invalid_value',
  );
}
