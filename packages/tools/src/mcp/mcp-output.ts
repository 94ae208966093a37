import type { Json } from '@sluice/core';
import { freezeJson } from '../json/freeze-json.ts';

/**
 * The result of a method as a value: its structured content where it has one; otherwise its text, the parts joined by
 * line feeds; where there is more than text, the list of parts as the server sent them.
 */
export function mcpOutput(result: McpResult): Json {
  const { structuredContent, content = [] } = result;
  if (structuredContent !== undefined) return freezeJson(plain(structuredContent));
  const texts = content.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : undefined));
  return texts.every((text) => text !== undefined) ? texts.join('\n') : freezeJson(plain(content));
}

/** The text of a result that says it is an error. */
export function mcpErrorText({ content = [] }: McpResult): string {
  const text = content
    .map((part) => part.text ?? '')
    .join(' ')
    .trim();
  return text.length > 500 ? `${text.slice(0, 500)}…` : text || 'the method failed and gave no reason';
}

export interface McpResult {
  readonly content?: readonly McpPart[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean;
}

interface McpPart {
  readonly type: string;
  readonly text?: string;
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
