import type { ReasoningParams } from '@sluice/core';

/** What OpenAI's own models take; told by their names, because no endpoint says so. Source: recorded 400s and the API reference. */
export interface ModelTraits {
  readonly reasons: boolean;
  /** The efforts it knows; `undefined`: not known to us, so nothing is refused. */
  readonly efforts: readonly NonNullable<ReasoningParams['effort']>[] | undefined;
  /** Whether `temperature` and `top_p` are taken: `unless-reasoning` only with effort `none` or no effort given. */
  readonly sampling: 'yes' | 'unless-reasoning' | 'no';
  readonly stop: boolean;
  readonly output: boolean;
  readonly images: boolean;
}

const plain: ModelTraits = { reasons: false, efforts: [], sampling: 'yes', stop: true, output: true, images: true };
const reasoning: ModelTraits = { ...plain, reasons: true, efforts: undefined, sampling: 'no', stop: false };

// The first that matches.
const families: readonly (readonly [RegExp, ModelTraits])[] = [
  [/^(gpt-3\.5|davinci|babbage)/, { ...plain, output: false, images: false }],
  [/^gpt-4(-\d{4})?(-32k.*|-\d+.*|-turbo.*)?$/, { ...plain, output: false, images: true }],
  [/^(gpt-4|chatgpt)/, plain],
  [/^o1-(mini|preview)/, { ...reasoning, efforts: [], output: false, images: false }],
  [/^o3-mini/, { ...reasoning, efforts: ['low', 'medium', 'high'], images: false }],
  [/^o\d/, { ...reasoning, efforts: ['low', 'medium', 'high'] }],
  [/^gpt-5(\.\d+)?-chat/, plain],
  [/^gpt-5(-mini|-nano)?(-\d{4}.*)?$/, { ...reasoning, efforts: ['minimal', 'low', 'medium', 'high'] }],
  [/^gpt-[5-9][\w.-]*-(pro|codex)/, reasoning],
  [/^gpt-5/, { ...reasoning, sampling: 'unless-reasoning' }],
  [/^gpt-[6-9]/, { ...reasoning, sampling: 'unless-reasoning' }],
  [/^(codex|computer-use)/, reasoning],
];

/** The traits of a model by its name, fine-tuned ones (`ft:...`) by their base. Unknown names take everything. */
export function modelTraits(model: string): ModelTraits {
  const base = model.replace(/^ft:([^:]*).*$/, '$1');
  return families.find(([name]) => name.test(base))?.[1] ?? { ...plain, efforts: undefined };
}
