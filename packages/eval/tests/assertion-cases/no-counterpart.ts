/** Assertion types that no scorer here stands for, and why; `not-` forms are the same. */
export const noCounterpart: Readonly<Record<string, string>> = {
  'contains-json':
    'a step with an output schema takes JSON out of prose (`repair: { lenient_parse: true }`); scorers grade it',
  'is-xml': 'no XML parser in the product; a `module` scorer can bring one',
  'contains-xml': 'as is-xml',
  'is-html': 'as is-xml',
  'contains-html': 'as is-xml',
  'is-sql': 'no SQL grammar in the product: dialects differ, and a grammar that nearly fits gives wrong verdicts',
  'contains-sql': 'as is-sql',
  gleu: 'BLEU and chrF are offered; GLEU is an internal metric of one translation system',
  meteor: 'needs WordNet; the tool itself cannot run it without an optional package',
  perplexity: 'log probabilities are not part of the answer of most providers and are not kept',
  'perplexity-score': 'as perplexity',
  'finish-reason':
    'an answer that was cut off or refused is a typed failure, and `truncation_rate` and `refusal_rate` count it',
  'tool-call-f1':
    'the tools that an agent called are the output of its step: `contains_all` and `json_equals` grade it',
  javascript: 'code in YAML is not run: `cel` has expressions and `module` local functions',
};
