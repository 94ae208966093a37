import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { wholeNumber } from '../parse-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';

interface SimulateFlags extends GlobalFlags {
  readonly port?: string;
  readonly profile?: string;
  readonly seed?: string;
}

/** Serves until it is interrupted. The first line on stdout says where it is. */
export async function simulate(_args: readonly string[], flags: SimulateFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const { startSimulator } = await import('@sluice/providers/testing');
  const simulator = await startSimulator({
    port: wholeNumber('--port', flags.port ?? '0', 0),
    ...(flags.profile === undefined ? {} : { profile: flags.profile }),
    ...(flags.seed === undefined ? {} : { seed: wholeNumber('--seed', flags.seed, 0) }),
  });
  const { url, baseUrls, profile } = simulator;
  if (flags.json)
    terminal.out(JSON.stringify({ schema: 'sluice/simulate/v1', url, base_urls: baseUrls, profile: profile.name }));
  else terminal.out(url);
  terminal.note(`simulating "${profile.name}"; answers come from a profile, not from a model`);
  terminal.note(`  OPENAI_BASE_URL=${baseUrls.openai}  ANTHROPIC_BASE_URL=${baseUrls.anthropic}`);
  terminal.note(`  sluice run|eval ... --simulate ${url}      counts: ${url}/__simulator/stats`);
  await interrupted();
  await simulator.close();
  return exitCode.done;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
