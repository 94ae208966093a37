/**
 * Builds `kb.sqlite`, the full-text index that `kb-answer.yaml` searches, from `articles.md`:
 * `node pipelines/kb/build-kb.ts`. The file is committed; build it again after an edit of the articles.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** The sections of a Markdown text that begin with `## kb-NN Title`. */
export function readArticles(markdown: string): readonly Article[] {
  return markdown
    .split(/^## /mu)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const [id = '', ...title] = heading.split(' ');
      return { id, title: title.join(' ').trim(), body: lines.join('\n').trim() };
    });
}

/** Writes the index to `path`, in place of what is there. */
export function buildIndex(articles: readonly Article[], path: string): void {
  rmSync(path, { force: true });
  const database = new DatabaseSync(path);
  database.exec('CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, body, tokenize = "porter unicode61")');
  const insert = database.prepare('INSERT INTO articles (id, title, body) VALUES (?, ?, ?)');
  for (const { id, title, body } of articles) insert.run(id, title, body);
  database.exec("INSERT INTO articles(articles) VALUES ('optimize')");
  database.exec('VACUUM');
  database.close();
}

if (import.meta.main) {
  const articles = readArticles(readFileSync(join(import.meta.dirname, 'articles.md'), 'utf8'));
  buildIndex(articles, join(import.meta.dirname, 'kb.sqlite'));
  process.stdout.write(`${articles.length} articles\n`);
}
