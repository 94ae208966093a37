import type { Json, JsonObject } from '../../json.ts';
import { choice, integer, object, text, value } from '../../schema/schema-builder.ts';
import type { ToolKind, ToolProblem, ToolUse } from '../tool-kind.ts';

/** Files below one folder of the project. A path that leads out of it, links included, is refused when it runs. */
export const fileTool: ToolKind = {
  kind: 'file',
  config: object('Files below one folder.', {
    required: { root: text('The folder, from this file; nothing outside it is touched.') },
    optional: {
      mode: choice('What steps may do; read_only when absent.', ['read_only', 'read_write']),
      max_bytes: integer('The longest file that is read.', 1),
    },
  }),
  arguments: object('One file operation.', {
    required: {
      operation: choice('What to do.', ['read', 'list', 'exists', 'write', 'append']),
      path: text('Below `root`.'),
    },
    optional: {
      content: value('What to write: text, or JSON.'),
      format: choice('How content is read or written; text when absent.', ['text', 'json', 'jsonl', 'base64']),
    },
  }),
  output: true,
  literalArguments: ['operation'],
  methods: false,
  effect: ({ arguments: used }) => (writes(used) ? 'write' : 'read'),
  network: false,
  checkUse,
};

function checkUse({ config, arguments: used }: ToolUse): readonly ToolProblem[] {
  const { operation, content } = (used ?? {}) as JsonObject;
  const name = String(operation);
  const needsMode = writes(used) && config['mode'] !== 'read_write';
  return [
    ...(needsMode ? [{ path: ['operation'], message: `${name} needs a tool with \`mode: read_write\`` }] : []),
    ...(writes(used) && content === undefined ? [{ path: ['operation'], message: `${name} needs \`content\`` }] : []),
    ...(!writes(used) && content !== undefined ? [{ path: ['content'], message: `${name} takes no \`content\`` }] : []),
  ];
}

function writes(used: Json): boolean {
  const operation = ((used ?? {}) as JsonObject)['operation'];
  return operation === 'write' || operation === 'append';
}
