import type { CommanderError } from 'commander';
import { openTerminal } from './terminal.ts';

/** What was typed wrong, with a code and what to type. */
export function reportUsage({ code, message }: CommanderError, args: readonly string[]): void {
  const { error, errorColours } = openTerminal({});
  const [what = '', guess] = message.replace(/^error: /u, '').split('\n');
  const near = guess?.replace(/^\(Did you mean (.*)\?\)$/u, 'did you mean $1?');
  const command = /^[a-z]+$/u.test(args[0] ?? '') && code !== 'commander.unknownCommand' ? ` ${args[0]}` : '';
  const { bold, red } = errorColours;
  const hint = near ?? `sluice${command} --help shows what there is`;
  error(`${red('error')} ${bold(codes[code] ?? 'cli/usage')}: ${what}\n  hint: ${hint}`);
}

const codes: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'cli/unknown-command',
  'commander.unknownOption': 'cli/unknown-flag',
  'commander.missingArgument': 'cli/missing-argument',
  'commander.optionMissingArgument': 'cli/missing-argument',
  'commander.missingMandatoryOptionValue': 'cli/missing-flag',
  'commander.excessArguments': 'cli/too-many-arguments',
};
