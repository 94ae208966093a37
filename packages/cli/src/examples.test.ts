import { Command } from 'commander';
import { expect, test } from 'vitest';
import { examples } from './examples.ts';
import { defineCommands } from './program.ts';

const program = defineCommands(new Command());
const commands = [program, ...program.commands.flatMap((command) => [command, ...command.commands])];

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

test.each(commands.map((command) => [pathOf(command), command] as const))('examples of %s', (path, command) => {
  const lines = examples[path] ?? [];
  expect(lines.length).toBeGreaterThan(0);
  expect(command.parent === null ? lines : lines.filter((line) => !`${line} `.startsWith(`${path} `))).toEqual(
    command.parent === null ? expect.any(Array) : [],
  );
  const all = [program, command, ...commands.filter((inner) => pathOf(inner).startsWith(path))];
  const known = all.flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short]));
  const used = lines.flatMap((line) => line.split(' | ')[0]?.match(/(?<= )--?[a-z][a-z-]*/gu) ?? []);
  expect(used.filter((flag) => !known.includes(flag))).toEqual([]);
});

test('every example is of a command that exists', () => {
  expect(Object.keys(examples).filter((path) => !commands.some((command) => pathOf(command) === path))).toEqual([]);
});
