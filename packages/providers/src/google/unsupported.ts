import type { ModelRequest, UnsupportedParameter } from '@sluice/core';
import { mediaTypeOf } from './media-type.ts';
import { thinkingLevels, thinksByLevel } from './thinking.ts';

/** What of `request` the model does not take. */
export function unsupported(request: ModelRequest, model: string): readonly UnsupportedParameter[] {
  const { params } = request;
  const found: UnsupportedParameter[] = [...reasoning(request, model), ...images(request)];
  if (params.metadata !== undefined) found.push({ name: 'metadata', why: 'the Gemini API keeps no metadata' });
  return found;
}

function reasoning({ params }: ModelRequest, model: string): readonly UnsupportedParameter[] {
  const { effort, budgetTokens } = params.reasoning ?? {};
  const name = 'reasoning';
  if (effort === undefined || budgetTokens !== undefined) return [];
  if (effort === 'none') {
    return thinksByLevel(model) || /2\.5-pro/.test(model)
      ? [{ name, why: `${model} always thinks`, hint: 'use the effort minimal or low, or a small thinking budget' }]
      : [];
  }
  if (!thinksByLevel(model)) {
    return [{ name, why: `${model} takes no effort`, hint: 'set a thinking budget in tokens instead' }];
  }
  return thinkingLevels[effort] === undefined
    ? [{ name, why: `Gemini has no effort \`${effort}\``, hint: 'use one of minimal, low, medium, high' }]
    : [];
}

/** Gemini does not look what kind of file a URL leads to. */
function images(request: ModelRequest): readonly UnsupportedParameter[] {
  return request.messages
    .flatMap((message) => message.content)
    .filter((part) => part.type === 'image' || part.type === 'file')
    .filter(({ source }) => source.kind === 'url' && (source.mediaType ?? mediaTypeOf(source.url)) === undefined)
    .map((part) => ({ name: part.type, why: 'Gemini wants the media type of a file given by URL' }));
}
