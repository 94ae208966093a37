import type { Clients } from './clients.ts';

/** What a caller of an SDK saw. */
export type Outcome =
  | { readonly saw: 'text'; readonly text: string; readonly finish: string }
  | {
      readonly saw: 'error';
      readonly status: number | undefined;
      readonly message: string;
      readonly headers: Headers | undefined;
    };

/** A way to call a vendor: whole or streamed; `finish` is the terminal marker, `none` where there was none. */
export type Caller = (clients: Clients, signal?: AbortSignal) => Promise<Outcome>;

const messages = [{ role: 'user' as const, content: 'hello there' }];
const chat = { model: 'm', messages };
const message = { model: 'm', max_tokens: 500, messages };
const generate = { model: 'm', contents: 'hello there' };

/** Every generation endpoint through its official SDK, raw events read as an adapter reads them. */
export const callers: Readonly<Record<string, Caller>> = {
  'openai chat': (clients, signal) =>
    seen(async () => {
      const answer = await clients.openai.chat.completions.create(chat, { signal });
      return said(answer.choices[0]?.message.content, answer.choices[0]?.finish_reason);
    }),
  'openai chat stream': (clients, signal) =>
    seen(async () => {
      const end = said('', undefined);
      for await (const chunk of await clients.openai.chat.completions.create({ ...chat, stream: true }, { signal })) {
        end.text += chunk.choices[0]?.delta.content ?? '';
        end.finish = chunk.choices[0]?.finish_reason ?? end.finish;
      }
      return end;
    }),
  'openai responses': (clients, signal) =>
    seen(async () => {
      const answer = await clients.openai.responses.create({ model: 'm', input: 'hello there' }, { signal });
      return said(answer.output_text, answer.incomplete_details?.reason ?? answer.status);
    }),
  'openai responses stream': (clients, signal) =>
    seen(async () => {
      const end = said('', undefined);
      for await (const event of await clients.openai.responses.create(
        { model: 'm', input: 'hello there', stream: true },
        { signal },
      )) {
        if (event.type === 'response.output_text.delta') end.text += event.delta;
        if (event.type === 'response.completed') end.finish = 'completed';
        if (event.type === 'response.incomplete') end.finish = String(event.response.incomplete_details?.reason);
        if (event.type === 'error') throw Object.assign(new Error(event.message));
      }
      return end;
    }),
  'anthropic messages': (clients, signal) =>
    seen(async () => {
      const answer = await clients.anthropic.messages.create(message, { signal });
      return said(
        answer.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
        answer.stop_reason,
      );
    }),
  'anthropic messages stream': (clients, signal) =>
    seen(async () => {
      const end = said('', undefined);
      let stopped = false;
      let reason = '';
      for await (const event of await clients.anthropic.messages.create({ ...message, stream: true }, { signal })) {
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') end.text += event.delta.text;
        if (event.type === 'message_delta') reason = event.delta.stop_reason ?? '';
        stopped ||= event.type === 'message_stop';
      }
      return stopped ? said(end.text, reason) : end;
    }),
  'google generateContent': (clients, signal) =>
    seen(async () => {
      const answer = await clients.google.models.generateContent({ ...generate, config: abort(signal) });
      return said(answer.text, answer.candidates?.[0]?.finishReason);
    }),
  'google streamGenerateContent': (clients, signal) =>
    seen(async () => {
      const end = said('', undefined);
      for await (const chunk of await clients.google.models.generateContentStream({
        ...generate,
        config: abort(signal),
      })) {
        end.text += chunk.text ?? '';
        end.finish = chunk.candidates?.[0]?.finishReason ?? end.finish;
      }
      return end;
    }),
};

function abort(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function said(
  text: string | null | undefined,
  finish: string | null | undefined,
): { saw: 'text'; text: string; finish: string } {
  return { saw: 'text', text: text ?? '', finish: finish ?? 'none' };
}

async function seen(call: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await call();
  } catch (error) {
    const { status, headers } = error as { status?: number; headers?: Headers };
    return { saw: 'error', status, message: String(error), headers };
  }
}
