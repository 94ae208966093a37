import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, stringOf } from '../wire/json.ts';
import type { Turn } from '../wire/prompt.ts';

/** The turns of a Responses request: its instructions and its input items. @throws RefusedRequest */
export function readResponseInput(body: JsonObject): readonly Turn[] {
  const { instructions, input } = body;
  const system: readonly Turn[] =
    typeof instructions === 'string' && instructions !== ''
      ? [{ role: 'system', text: instructions, attachments: 0 }]
      : [];
  if (typeof input === 'string') return [...system, { role: 'user', text: input, attachments: 0 }];
  if (!Array.isArray(input)) {
    throw invalidRequest(
      "Invalid type for 'input': expected one of a string or an array of input items.",
      'input',
      'invalid_type',
    );
  }
  const calls = new Set<string>();
  return [...system, ...input.map((item, at) => readItem(item, `input[${at}]`, calls))];
}

const roles = ['assistant', 'system', 'developer', 'user'];
const turnRoles: Readonly<Record<string, Turn['role']>> = {
  assistant: 'assistant',
  system: 'system',
  developer: 'system',
  user: 'user',
};

function readItem(item: unknown, place: string, calls: Set<string>): Turn {
  if (!isObject(item))
    throw invalidRequest(`Invalid type for '${place}': expected an input item.`, place, 'invalid_type');
  const type = stringOf(item['type']) ?? 'message';
  if (type === 'message') return readMessage(item, place);
  if (type === 'function_call') {
    calls.add(requiredText(item, 'call_id', place));
    return {
      role: 'assistant',
      text: `${requiredText(item, 'name', place)} ${requiredText(item, 'arguments', place)}`,
      attachments: 0,
    };
  }
  if (type === 'function_call_output') {
    const id = requiredText(item, 'call_id', place);
    if (!calls.has(id))
      throw invalidRequest(`No tool call found for function call output with call_id ${id}.`, 'input');
    const output = item['output'];
    return { role: 'tool', text: typeof output === 'string' ? output : JSON.stringify(output ?? ''), attachments: 0 };
  }
  if (/^(reasoning|compaction.*|.*_(call|output|reference|tools|request|response|results))$/u.test(type))
    return { role: 'assistant', text: '', attachments: 0 };
  throw invalidRequest(
    `Invalid value: '${type}'. Supported values are: 'message', 'function_call', 'function_call_output', 'reasoning', 'item_reference', and others.`,
    `${place}.type`,
    'invalid_value',
  );
}

function readMessage(item: JsonObject, place: string): Turn {
  const role = stringOf(item['role']);
  if (role === undefined)
    throw invalidRequest(`Missing required parameter: '${place}.role'.`, `${place}.role`, 'missing_required_parameter');
  if (!roles.includes(role)) {
    throw invalidRequest(
      `Invalid value: '${role}'. Supported values are: ${roles.map((name) => `'${name}'`).join(', ')}.`,
      `${place}.role`,
      'invalid_value',
    );
  }
  const content = item['content'];
  const turn = turnRoles[role] ?? 'user';
  if (typeof content === 'string') return { role: turn, text: content, attachments: 0 };
  if (!Array.isArray(content))
    throw invalidRequest(
      `Missing required parameter: '${place}.content'.`,
      `${place}.content`,
      'missing_required_parameter',
    );
  const texts = content.map((part, at) => readPart(part, `${place}.content[${at}]`));
  const said = texts.filter((text) => text !== undefined);
  return { role: turn, text: said.join('\n'), attachments: texts.length - said.length };
}

const partTypes = [
  'input_text',
  'input_image',
  'input_file',
  'input_audio',
  'output_text',
  'refusal',
  'summary_text',
  'computer_screenshot',
];

function readPart(part: unknown, place: string): string | undefined {
  const type = isObject(part) ? stringOf(part['type']) : undefined;
  if (!isObject(part) || type === undefined)
    throw invalidRequest(`Missing required parameter: '${place}.type'.`, `${place}.type`, 'missing_required_parameter');
  if (!partTypes.includes(type)) {
    throw invalidRequest(
      `Invalid value: '${type}'. Supported values are: ${partTypes.map((name) => `'${name}'`).join(', ')}.`,
      `${place}.type`,
      'invalid_value',
    );
  }
  if (/^input_(image|file|audio)$|^computer/u.test(type)) return undefined;
  return stringOf(type === 'refusal' ? part['refusal'] : part['text']) ?? '';
}

function requiredText(item: JsonObject, name: string, place: string): string {
  const value = item[name];
  if (typeof value === 'string') return value;
  throw invalidRequest(
    `Missing required parameter: '${place}.${name}'.`,
    `${place}.${name}`,
    'missing_required_parameter',
  );
}
