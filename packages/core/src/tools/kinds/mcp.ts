import type { JsonObject } from '../../json.ts';
import { either, list, object, record, text, value } from '../../schema/schema-builder.ts';
import { secretName } from '../secret-name.ts';
import type { ToolKind, ToolProblem } from '../tool-kind.ts';

const allow = list('The tools of the server that steps and models may call.', { type: 'string' }, { minItems: 1 });

/** Tools of an MCP server, over stdio or HTTP. Steps name `tool.method`; schemas come from the server. */
export const mcpTool: ToolKind = {
  kind: 'mcp',
  config: either(
    'An MCP server: a command (stdio), or a URL (HTTP).',
    object('A server over stdio.', {
      required: {
        command: list(
          'The command and its arguments; literal, the version pinned.',
          { type: 'string' },
          { minItems: 1 },
        ),
        allow,
      },
      optional: { env: record('Variables of its environment: secrets by name.', secretName('The name of a secret.')) },
    }),
    object('A server over HTTP.', {
      required: { url: text('The endpoint.', { pattern: '^https?://' }), allow },
      optional: {
        auth: object('How requests prove who asks.', { required: { bearer: secretName('The token, by name.') } }),
      },
    }),
  ),
  arguments: {
    type: 'object',
    description: 'The arguments of the method.',
    additionalProperties: value('An argument.'),
  },
  output: true,
  literalArguments: [],
  methods: true,
  effect: () => 'read',
  network: true,
  checkConfig,
};

const launchers: readonly string[] = ['npx', 'bunx', 'uvx', 'pnpx'];

/** What a launcher downloads must be one version: another one may do something else. */
function checkConfig(config: JsonObject): readonly ToolProblem[] {
  const command = Array.isArray(config['command']) ? config['command'].map(String) : [];
  if (!launchers.includes(command[0] ?? '')) return [];
  const index = command.findIndex((word, at) => at > 0 && !word.startsWith('-'));
  const name = command[index];
  if (name === undefined || /.@\d+(\.\d+){1,2}/.test(name) || /==\d/.test(name)) return [];
  return [
    {
      path: ['command', index],
      message: `\`${name}\` names no version`,
      hint: `pin it: ${name.replace(/(.)@.*$/, '$1')}@1.2.3`,
    },
  ];
}
