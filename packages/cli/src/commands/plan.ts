import { type EvalSuite, planReport, prepareDataset } from '@sluice/eval';
import { checkDatasetInputs } from '../compose/check-inputs.ts';
import { openHost } from '../compose/open-host.ts';
import { spoolStdin } from '../compose/spool-stdin.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { estimateCost } from '../terminal/estimate-cost.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';
import { type EvalFlags, readSuite } from './read-suite.ts';

/** What an evaluation would call and cost, and what its cases can decide. Calls nothing. */
export async function plan(args: readonly string[], flags: EvalFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  await using host = await openHost(config);
  const suite: EvalSuite = await spoolStdin(readSuite(args[0] ?? '', flags, { config, host }), config);
  const dataset = await prepareDataset({ suite, checkInputs: checkDatasetInputs });
  const cost = await estimateCost(suite, dataset, host);
  const power = planReport(suite, dataset);
  if (flags.json) {
    const { calls, lowUsd = null, highUsd = null } = cost;
    terminal.out(
      JSON.stringify(
        { schema: 'sluice/plan/v1', cases: dataset.cases, calls, low_usd: lowUsd, high_usd: highUsd, power },
        null,
        2,
      ),
    );
    return exitCode.done;
  }
  terminal.out(cost.text);
  for (const line of power) {
    const needed =
      line.needed === null
        ? 'its cases do not depend on a margin'
        : `needs about ${line.needed} cases, has ${dataset.cases}`;
    terminal.out(`  ${line.condition}: ${needed} (${line.assumption})`);
  }
  return exitCode.done;
}
