import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import type { Turn } from '../wire/prompt.ts';

/** The turns of a Messages request, checked as Anthropic checks them. @throws RefusedRequest */
export function readTurns(body: JsonObject, systemRole: boolean): readonly Turn[] {
  const messages = body['messages'];
  if (messages === undefined) throw invalidRequest('messages: Field required');
  if (!Array.isArray(messages)) throw invalidRequest('messages: Input should be a valid list');
  if (messages.length === 0) throw invalidRequest('messages: at least one message is required');
  const turns = messages.map((message, at) => readMessage(message, `messages.${at}`, systemRole));
  checkToolResults(messages);
  return [...readSystem(body['system']), ...turns];
}

function readSystem(system: unknown): readonly Turn[] {
  if (system === undefined || system === null) return [];
  if (typeof system === 'string') return [{ role: 'system', text: system, attachments: 0 }];
  if (!Array.isArray(system)) throw invalidRequest('system: Input should be a valid string or list');
  const text = system.map((block, at) => {
    if (!isObject(block) || block['type'] !== 'text') throw invalidRequest(`system.${at}.type: Input should be 'text'`);
    return stringOf(block['text']) ?? '';
  });
  return [{ role: 'system', text: text.join('\n'), attachments: 0 }];
}

function readMessage(message: unknown, place: string, systemRole: boolean): Turn {
  if (!isObject(message)) throw invalidRequest(`${place}: Input should be a valid dictionary`);
  const role = message['role'];
  if (role === undefined) throw invalidRequest(`${place}.role: Field required`);
  const known = systemRole ? ['user', 'assistant', 'system'] : ['user', 'assistant'];
  if (typeof role !== 'string' || !known.includes(role)) {
    throw invalidRequest(
      role === 'system'
        ? 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
        : `messages: Unexpected role ${JSON.stringify(role)}. Allowed roles are "user" or "assistant".`,
    );
  }
  const content = message['content'];
  if (content === undefined) throw invalidRequest(`${place}.content: Field required`);
  if (typeof content === 'string') {
    if (content === '')
      throw invalidRequest(
        `${place}: all messages must have non-empty content except for the optional final assistant message`,
      );
    return { role: role === 'user' || role === 'system' ? role : 'assistant', text: content, attachments: 0 };
  }
  if (!Array.isArray(content)) throw invalidRequest(`${place}.content: Input should be a valid list`);
  const blocks = content.map((block, at) => readBlock(block, `${place}.content.${at}`));
  const said = blocks.filter((text) => text !== undefined);
  const result = content.some((block) => isObject(block) && block['type'] === 'tool_result');
  const turn = result ? 'tool' : role === 'assistant' ? 'assistant' : role === 'system' ? 'system' : 'user';
  return { role: turn, text: said.join('\n'), attachments: blocks.length - said.length };
}

const attachmentTypes = new Set(['image', 'document', 'container_upload']);

/** The text of a block; `undefined` for an image or a document. */
function readBlock(block: unknown, place: string): string | undefined {
  if (!isObject(block)) throw invalidRequest(`${place}: Input should be a valid dictionary`);
  const type = stringOf(block['type']);
  if (type === undefined) throw invalidRequest(`${place}.type: Field required`);
  if (type === 'text') {
    if (typeof block['text'] !== 'string') throw invalidRequest(`${place}.text.text: Field required`);
    if (block['text'] === '') throw invalidRequest('messages: text content blocks must be non-empty');
    return block['text'];
  }
  if (attachmentTypes.has(type)) {
    if (!isObject(block['source']) && type !== 'container_upload')
      throw invalidRequest(`${place}.${type}.source: Field required`);
    return undefined;
  }
  if (type === 'tool_use') return JSON.stringify({ name: block['name'], input: block['input'] });
  if (type === 'tool_result') return resultText(block['content']);
  if (/^(thinking|redacted_thinking|server_tool_use|search_result|compaction|.*_tool_result|fallback)$/u.test(type))
    return '';
  throw invalidRequest(`${place}: Input tag '${type}' found using 'type' does not match any of the expected tags`);
}

function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .flatMap((block) => (isObject(block) ? (stringOf(block['text']) ?? []) : []))
    .join('\n');
}

/** Every `tool_use` is answered in the next message, and no result comes without its call. */
function checkToolResults(messages: readonly unknown[]): void {
  for (const [at, message] of messages.entries()) {
    const results = idsOf(message, 'tool_result', 'tool_use_id');
    const calls = at === 0 ? [] : idsOf(messages[at - 1], 'tool_use', 'id');
    const stray = results.find((id) => !calls.includes(id));
    if (stray !== undefined) {
      throw invalidRequest(
        `messages.${at}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      );
    }
    const missing = calls.filter((id) => !results.includes(id));
    if (missing.length > 0) {
      throw invalidRequest(
        `messages.${at - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    }
  }
}

function idsOf(message: unknown, type: string, member: string): readonly string[] {
  const content = isObject(message) ? listOf(message['content']) : [];
  return content.flatMap((block) => (isObject(block) && block['type'] === type ? (stringOf(block[member]) ?? []) : []));
}
