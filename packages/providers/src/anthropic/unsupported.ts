import type { FilePart, MediaSource, ModelParams, ModelRequest, UnsupportedParameter } from '@sluice/core';
import { modelTraits } from './model-traits.ts';
import { currentVersion, samplingVersion } from './wire.ts';

/** What of `request` the model does not take at this API version. */
export function unsupported(request: ModelRequest, model: string, version: string): readonly UnsupportedParameter[] {
  return [
    ...sampling(request.params, version),
    ...otherParameters(request.params),
    ...reasoning(request, model),
    ...output(request, model),
    ...files(request),
  ];
}

function sampling(params: ModelParams, version: string): readonly UnsupportedParameter[] {
  // Versions are dates, so they compare as text.
  if (version < currentVersion) return [];
  const names = ['temperature', 'topP', 'topK'] as const;
  return names
    .filter((name) => params[name] !== undefined)
    .map((name) => ({
      name,
      why: `Anthropic's API ${version} has no sampling parameters`,
      hint: `leave it out, or set \`api_version: ${samplingVersion}\` in the provider's configuration`,
    }));
}

function otherParameters(params: ModelParams): readonly UnsupportedParameter[] {
  const found: UnsupportedParameter[] = [];
  if (params.seed !== undefined) found.push({ name: 'seed', why: 'Anthropic has no seed' });
  if (params.serviceTier !== undefined && !serviceTiers.includes(params.serviceTier)) {
    found.push({ name: 'serviceTier', why: `use one of ${serviceTiers.join(', ')}` });
  }
  const others = Object.keys(params.metadata ?? {}).filter((key) => key !== 'user_id');
  if (others.length > 0) {
    found.push({ name: 'metadata', why: `Anthropic keeps only \`user_id\`, not ${others.join(', ')}` });
  }
  return found;
}

const serviceTiers: readonly string[] = ['auto', 'standard_only'];

function reasoning(request: ModelRequest, model: string): readonly UnsupportedParameter[] {
  const asked = request.params.reasoning;
  if (asked === undefined || asked.effort === 'none') return [];
  const traits = modelTraits(model);
  const name = 'reasoning';
  if (!traits.thinking) return [{ name, why: `${model} does not think` }];
  const { effort, budgetTokens } = asked;
  if (effort === 'minimal') return [{ name, why: 'Anthropic has no effort `minimal`', hint: 'use low' }];
  if (effort !== undefined && !traits.effort) {
    return [{ name, why: `${model} takes no effort`, hint: 'set a thinking budget in tokens instead' }];
  }
  const { maxTokens } = request.params;
  if (budgetTokens !== undefined && maxTokens !== undefined && budgetTokens >= maxTokens) {
    return [{ name, why: `the thinking budget (${budgetTokens}) must be below the token limit (${maxTokens})` }];
  }
  return budgetTokens !== undefined && budgetTokens < 1024
    ? [{ name, why: 'a thinking budget is at least 1,024 tokens' }]
    : [];
}

function output(request: ModelRequest, model: string): readonly UnsupportedParameter[] {
  if (request.output === undefined || modelTraits(model).jsonSchema) return [];
  return [{ name: 'output', why: `${model} has no JSON-schema output`, hint: 'ask for the format in the prompt' }];
}

function files(request: ModelRequest): readonly UnsupportedParameter[] {
  const parts = request.messages.flatMap((message) => message.content);
  return parts
    .filter((part): part is FilePart => part.type === 'file' && !isDocument(part.source))
    .map((part) => ({
      name: 'file',
      why: `Anthropic reads PDF, plain text and images, not ${part.source.mediaType ?? 'this file'}`,
    }));
}

function isDocument(source: MediaSource): boolean {
  if (source.mediaType === undefined) return true;
  return /^(application\/pdf|application\/json|text\/|image\/)/.test(source.mediaType);
}
