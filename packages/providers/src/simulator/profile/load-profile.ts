import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../wire/json.ts';
import type { AnswerRule, Profile } from './profile.ts';
import { ProfileError } from './profile-error.ts';
import { ProfileNode } from './profile-node.ts';
import { readAnswer } from './read-answer.ts';
import { readModel } from './read-model.ts';
import { readTable } from './read-table.ts';

/** What a profile can be given as: a file (YAML or JSON), its content, or one that was loaded before. */
export type ProfileSource = string | JsonObject | Profile;

/**
 * Loads and checks a profile. Files that it names are relative to it (to `folder` where it is given as an object).
 *
 * @throws ProfileError with every problem that was found
 */
export async function loadProfile(source: ProfileSource = {}, folder = '.'): Promise<Profile> {
  if (isLoaded(source)) return source;
  if (typeof source !== 'string') return readProfile(source, 'given', resolve(folder));
  return readProfile(await readSource(source), source, dirname(resolve(folder, source)));
}

function isLoaded(source: ProfileSource): source is Profile {
  return isObject(source) && source['kind'] === 'profile';
}

async function readSource(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, 'utf8')) ?? {};
  } catch (error) {
    throw new ProfileError(path, [error instanceof Error ? error.message : String(error)]);
  }
}

async function readProfile(value: unknown, name: string, folder: string): Promise<Profile> {
  const problems: string[] = [];
  const node = new ProfileNode(value, '', problems);
  node.object(['name', 'description', 'seed', 'tokens', 'keys', 'difficulty', 'models', 'answers']);
  const answers: AnswerRule[] = [];
  for (const [position, item] of node.field('answers').items().entries()) {
    answers.push(await readAnswer(item, position, (table) => readTable(table, folder)));
  }
  const profile: Profile = {
    kind: 'profile',
    name: node.field('name').string() ?? 'unnamed',
    seed: node.field('seed').number(-Infinity, Infinity) ?? 1,
    tokens: node.field('tokens').oneOf(['exact', 'approximate']) ?? 'exact',
    keys: node.field('keys').absent
      ? undefined
      : node
          .field('keys')
          .items()
          .flatMap((item) => item.string() ?? []),
    difficulty: readDifficulty(node.field('difficulty')),
    models: node
      .field('models')
      .entries()
      .map(([pattern, model]) => readModel(pattern, model)),
    answers,
  };
  if (problems.length > 0) throw new ProfileError(name, problems);
  return profile;
}

/** `independent`, `shared` (a stronger model is right wherever a weaker one is), or a correlation between them. */
function readDifficulty(node: ProfileNode): number {
  if (node.absent || node.value === 'independent') return 0;
  if (node.value === 'shared') return 1;
  if (typeof node.value === 'number') return node.share() ?? 0;
  node.problem('must be `independent`, `shared` or a correlation between 0 and 1');
  return 0;
}
