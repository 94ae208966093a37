import { Command, type Option } from 'commander';
import { defineCommands } from './program.ts';

/** Every command with its arguments and flags, from the tree that parses them. */
export function renderCommandReference(): string {
  const program = defineCommands(new Command());
  return [
    '### Every command takes',
    flagTable(program),
    ...program.commands.flatMap((command) => section(command, 'sluice')),
  ].join('\n\n');
}

function section(command: Command, parent: string): readonly string[] {
  const name = `${parent} ${command.name()}`;
  return [
    `### ${name}`,
    `\`${[name, command.usage()].join(' ').trim()}\`: ${command.description()}.`,
    ...command.registeredArguments
      .filter(({ description }) => description !== '')
      .map((argument) => `\`${argument.name()}\`: ${argument.description}.`),
    ...(command.options.length === 0 ? [] : [flagTable(command)]),
    ...command.commands.flatMap((inner) => section(inner, name)),
  ];
}

function flagTable(command: Command): string {
  return ['| flag | meaning |', '|---|---|', ...command.options.map(row)].join('\n');
}

function row(option: Option): string {
  const { defaultValue, negate } = option;
  const usual = defaultValue === undefined || negate ? '' : ` (default \`${String(defaultValue)}\`)`;
  return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${option.description.replaceAll('|', '\\|')}${usual} |`;
}
