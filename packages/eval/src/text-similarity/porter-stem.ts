/** Porter's stemmer (1980) with the extensions that NLTK has on by default; `word` is in lower case. */
export function porterStem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length <= 2) return word;
  return [plural, pastOrGerund, finalY, longSuffix, adjectiveSuffix, bareSuffix, finalE, doubleL].reduce(
    (stem, step) => step(stem),
    word,
  );
}

const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sky: ['sky', 'skies'],
    die: ['dying'],
    lie: ['lying'],
    tie: ['tying'],
    news: ['news'],
    inning: ['innings', 'inning'],
    outing: ['outings', 'outing'],
    canning: ['cannings', 'canning'],
    howe: ['howe'],
    proceed: ['proceed'],
    exceed: ['exceed'],
    succeed: ['succeed'],
  }).flatMap(([stem, forms]) => forms.map((form): [string, string] => [form, stem])),
);

interface Rule {
  readonly suffix: string;
  readonly becomes: string;
  /** Of what is left without the suffix. */
  readonly when?: (stem: string) => boolean;
}

/** The first rule whose suffix fits decides, whether its condition holds or not. */
function applyFirst(word: string, rules: readonly Rule[]): string {
  for (const { suffix, becomes, when } of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, word.length - suffix.length);
    return when === undefined || when(stem) ? stem + becomes : word;
  }
  return word;
}

function rulesOf(pairs: Readonly<Record<string, string>>, when: (stem: string) => boolean): readonly Rule[] {
  return Object.entries(pairs).map(([suffix, becomes]) => ({ suffix, becomes, when }));
}

function plural(word: string): string {
  if (word.endsWith('ies') && word.length === 4) return word.slice(0, -1);
  return applyFirst(word, [
    { suffix: 'sses', becomes: 'ss' },
    { suffix: 'ies', becomes: 'i' },
    { suffix: 'ss', becomes: 'ss' },
    { suffix: 's', becomes: '' },
  ]);
}

function pastOrGerund(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find((end) => word.endsWith(end) && hasVowel(word.slice(0, -end.length)));
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/u.test(stem)) return `${stem}e`;
  if (endsDouble(stem)) return /[lsz]$/u.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function finalY(word: string): string {
  return applyFirst(word, [
    { suffix: 'y', becomes: 'i', when: (stem) => stem.length > 1 && isConsonant(stem, stem.length - 1) },
  ]);
}

const positive = (stem: string): boolean => measure(stem) > 0;
const aboveOne = (stem: string): boolean => measure(stem) > 1;

const longRules: readonly Rule[] = [
  ...rulesOf(
    {
      ational: 'ate',
      tional: 'tion',
      enci: 'ence',
      anci: 'ance',
      izer: 'ize',
      bli: 'ble',
      alli: 'al',
      entli: 'ent',
      eli: 'e',
      ousli: 'ous',
      ization: 'ize',
      ation: 'ate',
      ator: 'ate',
      alism: 'al',
      iveness: 'ive',
      fulness: 'ful',
      ousness: 'ous',
      aliti: 'al',
      iviti: 'ive',
      biliti: 'ble',
      fulli: 'ful',
    },
    positive,
  ),
  { suffix: 'logi', becomes: 'log', when: (stem) => positive(`${stem}l`) },
];

function longSuffix(word: string): string {
  if (word.endsWith('alli') && positive(word.slice(0, -4))) return longSuffix(word.slice(0, -2));
  return applyFirst(word, longRules);
}

const adjectiveRules = rulesOf(
  { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' },
  positive,
);

function adjectiveSuffix(word: string): string {
  return applyFirst(word, adjectiveRules);
}

const bare = (suffixes: string): readonly Rule[] =>
  suffixes.split(' ').map((suffix) => ({ suffix, becomes: '', when: aboveOne }));

const bareRules: readonly Rule[] = [
  ...bare('al ance ence er ic able ible ant ement ment ent'),
  { suffix: 'ion', becomes: '', when: (stem) => aboveOne(stem) && /[st]$/u.test(stem) },
  ...bare('ou ism ate iti ous ive ize'),
];

function bareSuffix(word: string): string {
  return applyFirst(word, bareRules);
}

function finalE(word: string): string {
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  return aboveOne(stem) || (measure(stem) === 1 && !endsShort(stem)) ? stem : word;
}

function doubleL(word: string): string {
  return word.endsWith('ll') && aboveOne(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

function isConsonant(word: string, index: number): boolean {
  const letter = word[index] ?? '';
  if ('aeiou'.includes(letter)) return false;
  return letter !== 'y' || index === 0 || !isConsonant(word, index - 1);
}

/** m in [C](VC)^m[V]: how often a vowel is followed by a consonant. */
function measure(stem: string): number {
  let count = 0;
  for (let index = 1; index < stem.length; index += 1) {
    if (isConsonant(stem, index) && !isConsonant(stem, index - 1)) count += 1;
  }
  return count;
}

function hasVowel(stem: string): boolean {
  return Array.from(stem).some((_, index) => !isConsonant(stem, index));
}

function endsDouble(word: string): boolean {
  const last = word.length - 1;
  return last >= 1 && word[last] === word[last - 1] && isConsonant(word, last);
}

/** Consonant, vowel, consonant that is no w, x or y; or a word of a vowel and a consonant. */
function endsShort(word: string): boolean {
  const last = word.length - 1;
  if (last === 1) return !isConsonant(word, 0) && isConsonant(word, 1);
  return (
    last >= 2 &&
    isConsonant(word, last - 2) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last) &&
    !/[wxy]$/u.test(word)
  );
}
