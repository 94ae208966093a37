import type { ModelCall } from './model-call.ts';

export interface Listener {
  /** Absent where nothing streams. */
  readonly onDelta: ((text: string) => void) | undefined;
  /** The answer is durable. */
  complete(): void;
}

/** Passes visible text on at once, or when the answer is complete, as the step asks. */
export function listenTo(call: ModelCall): Listener {
  const { instance, question } = call;
  const { stream } = question.options;
  if (stream === undefined) return silent;
  const { onToken } = instance.session.options;
  const { path } = instance;
  if (stream === 'on') {
    const onDelta = (text: string): void => {
      // Without anybody to hear it nothing was told, and another model may still answer.
      if (onToken === undefined) return;
      call.told = true;
      onToken(path, text);
    };
    return { onDelta, complete: () => undefined };
  }
  const pieces: string[] = [];
  return {
    onDelta: (text) => void pieces.push(text),
    complete: () => {
      for (const piece of pieces) onToken?.(path, piece);
    },
  };
}

const silent: Listener = { onDelta: undefined, complete: () => undefined };
