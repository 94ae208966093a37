/** A post as the model wrote it. */
export interface Post {
  readonly platform: string;
  readonly text: string;
  readonly hashtags: readonly string[];
}

/** What is published, and what speaks against it. */
export interface CheckedPost {
  readonly text: string;
  /** Characters as the platforms count them, hashtags included. */
  readonly length: number;
  readonly ok: boolean;
  readonly problems: readonly string[];
}

/** The longest post of each platform, in characters. */
const limits: Readonly<Record<string, number>> = {
  x: 280,
  bluesky: 300,
  mastodon: 500,
  instagram: 2200,
  linkedin: 3000,
};

const banned = /game-changer|yummy|indulge|elevate|artisanal|don't miss out/iu;
const emoji = /\p{Extended_Pictographic}/u;

/** Puts the hashtags behind the text and checks the platform's length and the rules of the brand voice. */
export function checkPost({ platform, text, hashtags }: Post): CheckedPost {
  const tags = hashtags.map((tag) => `#${tag.replace(/^#/u, '')}`);
  const whole = [text.trim(), tags.join(' ')].filter((part) => part !== '').join('\n\n');
  const length = [...whole].length;
  const limit = limits[platform];
  const found = banned.exec(text)?.[0];
  const problems = [
    ...(limit === undefined ? [`unknown platform ${platform}`] : []),
    ...(limit !== undefined && length > limit ? [`${length} characters, ${limit} are allowed`] : []),
    ...(found === undefined ? [] : [`says "${found}"`]),
    ...(emoji.test(text) ? ['has an emoji'] : []),
    ...(tags.length > 3 ? [`${tags.length} hashtags, 3 are allowed`] : []),
    ...(tags.some((tag) => !/^#[a-z0-9]+$/u.test(tag)) ? ['a hashtag is not in lower case'] : []),
  ];
  return { text: whole, length, ok: problems.length === 0, problems };
}
