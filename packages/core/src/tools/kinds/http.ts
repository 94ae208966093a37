import type { Json, JsonObject } from '../../json.ts';
import { choice, either, integer, list, object, record, text, value } from '../../schema/schema-builder.ts';
import { secretName } from '../secret-name.ts';
import type { ToolKind, ToolProblem, ToolUse } from '../tool-kind.ts';

/** Requests to one base URL. A step gives a path with `{names}` that are URI-encoded from `params`. */
export const httpTool: ToolKind = {
  kind: 'http',
  config: object('Requests to one base URL.', {
    required: {
      base_url: text('Where every path starts; requests never leave its host.', { pattern: '^https?://[^/]' }),
    },
    optional: {
      auth: either(
        'How requests prove who asks; secrets by name.',
        object('`Authorization: Bearer …`.', {
          required: { bearer: secretName('The token, by the name of its secret.') },
        }),
        object('`Authorization: Basic …`.', {
          required: {
            basic: object('User and password.', {
              required: {
                username: text('The user name.'),
                password: secretName('The password, by the name of its secret.'),
              },
            }),
          },
        }),
        object('A header of your own.', {
          required: {
            header: object('Name and secret.', {
              required: {
                name: text('The name of the header.'),
                secret: secretName('Its value, by the name of the secret.'),
              },
            }),
          },
        }),
      ),
      headers: record('Headers of every request; literal text.', { type: 'string' }),
      allow_hosts: list('Hosts that are allowed although they are private, or that a redirect may lead to.', {
        type: 'string',
      }),
      max_bytes: integer('The longest response that is read.', 1),
    },
  }),
  arguments: object('One request.', {
    required: { path: text('Below `base_url`; `{name}` is replaced by `params.name`, URI-encoded.') },
    optional: {
      method: choice('The HTTP method; GET when absent.', ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
      params: record('Values for the `{names}` of the path.', { type: ['string', 'number', 'boolean'] }),
      query: record('The query string; a list repeats its name, null leaves it out.', {
        type: ['string', 'number', 'boolean', 'array', 'null'],
      }),
      headers: record('More headers.', { type: 'string' }),
      body: value('Sent as JSON.'),
      response: choice('How the response is read; by its content type when absent.', ['json', 'text']),
    },
  }),
  output: true,
  literalArguments: ['path', 'method'],
  methods: false,
  effect: ({ arguments: used }) => (['GET', 'HEAD'].includes(methodOf(used)) ? 'read' : 'write'),
  network: true,
  checkUse,
};

function methodOf(used: Json): string {
  const method = (used as JsonObject | null)?.['method'];
  return typeof method === 'string' ? method : 'GET';
}

function checkUse({ arguments: used }: ToolUse): readonly ToolProblem[] {
  const { path, params } = (used ?? {}) as JsonObject;
  if (typeof path !== 'string') return [];
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (typeof params === 'string') return [];
  const given = Object.keys((params ?? {}) as JsonObject);
  return [
    ...names
      .filter((name) => !given.includes(name))
      .map((name) => ({ path: ['path'], message: `the path has {${name}}, and \`params\` has no \`${name}\`` })),
    ...given
      .filter((name) => !names.includes(name))
      .map((name) => ({
        path: ['params', name],
        message: `the path has no {${name}}`,
        hint: 'values for the query string go under `query`',
      })),
  ];
}
