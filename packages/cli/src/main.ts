import { Command, CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { defineCommands } from './program.ts';

process.stdout.on('error', endQuietlyOnClosedPipe);
process.stderr.on('error', endQuietlyOnClosedPipe);

try {
  const program = defineCommands(new Command());
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = await exitCodeOf(error);
}

async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done;
    const { reportUsage } = await import('./terminal/report-usage.ts');
    reportUsage(error, process.argv.slice(2));
    return exitCode.invalid;
  }
  const { reportError } = await import('./terminal/report-error.ts');
  return reportError(error, process.argv.includes('--verbose'));
}

/** `sluice runs | head` is no error. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
}
