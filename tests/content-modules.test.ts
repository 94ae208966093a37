import { describe, expect, test } from 'vitest';
// @boundaries-ignore the content that is tested stands in no package
import { checkPost } from '../pipelines/lib/check-post.ts';
// @boundaries-ignore the content that is tested stands in no package
import { ftsQuery } from '../pipelines/lib/fts-query.ts';

describe('a question as a full-text query', () => {
  test('any of its words, quoted, without those that every question has', () => {
    expect(ftsQuery({ text: 'How long is the password link valid?' })).toEqual({
      query: '"long" OR "password" OR "link" OR "valid"',
    });
  });

  test('nothing of it is query syntax', () => {
    expect(ftsQuery({ text: 'NEAR("x" *) AND title:y -- ^z' })).toEqual({
      query: '"near" OR "x" OR "title" OR "y" OR "z"',
    });
  });

  test('a question of common words alone finds nothing', () => {
    expect(ftsQuery({ text: 'What is it?' })).toEqual({ query: '""' });
  });

  test('words repeat once, and at most 32 are asked', () => {
    expect(ftsQuery({ text: 'tax tax TAX' })).toEqual({ query: '"tax"' });
    const many = Array.from({ length: 50 }, (_, at) => `word${at}`).join(' ');
    expect(ftsQuery({ text: many }).query.split(' OR ')).toHaveLength(32);
  });
});

describe('a post is checked', () => {
  test('hashtags stand behind the text and count', () => {
    expect(checkPost({ platform: 'bluesky', text: 'Bread at seven. ', hashtags: ['bread', '#rye'] })).toEqual({
      text: 'Bread at seven.\n\n#bread #rye',
      length: 28,
      ok: true,
      problems: [],
    });
  });

  test.each([
    ['x', 280],
    ['bluesky', 300],
    ['mastodon', 500],
    ['instagram', 2200],
    ['linkedin', 3000],
  ])('%s takes %i characters and no more', (platform, limit) => {
    expect(checkPost({ platform, text: 'é'.repeat(limit), hashtags: [] }).ok).toBe(true);
    expect(checkPost({ platform, text: 'é'.repeat(limit + 1), hashtags: [] }).problems).toEqual([
      `${limit + 1} characters, ${limit} are allowed`,
    ]);
  });

  test.each([
    ['A real Game-Changer.', [], 'says "Game-Changer"'],
    ['Warm bread 🍞', [], 'has an emoji'],
    ['Rye.', ['a', 'b', 'c', 'd'], '4 hashtags, 3 are allowed'],
    ['Rye.', ['FreshBread'], 'a hashtag is not in lower case'],
  ])('%s %j', (text, hashtags, problem) => {
    expect(checkPost({ platform: 'instagram', text, hashtags })).toMatchObject({ ok: false, problems: [problem] });
  });
});
