import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config/config.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';

interface Check {
  readonly what: string;
  readonly ok: boolean;
  /** A missing key is no defect: it depends on what is to be called. */
  readonly needed: boolean;
  readonly detail: string;
}

/** Exit 0 when everything that is needed is there. Keys are never shown, only whether they are set. */
export async function doctor(_args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  const checks = [nodeCheck(), configCheck(config), storeCheck(config), ...keyChecks(config), await priceCheck(config)];
  const reached = await Promise.all(reachable(config).map(reachCheck));
  const all = [...checks, ...reached];
  if (flags.json) terminal.out(JSON.stringify({ schema: 'sluice/doctor/v1', checks: all }, null, 2));
  else {
    const { green, yellow, red } = terminal.colours;
    for (const { ok, needed, what, detail } of all) {
      const mark = ok ? green('ok  ') : needed ? red('fail') : yellow('-   ');
      terminal.out(`${mark}  ${what.padEnd(22)} ${detail}`);
    }
  }
  return all.every(({ ok, needed }) => ok || !needed) ? exitCode.done : exitCode.failed;
}

function nodeCheck(): Check {
  const version = process.versions.node;
  return { what: 'node', ok: Number(version.split('.')[0]) >= 24, needed: true, detail: version };
}

function configCheck({ file }: Config): Check {
  return { what: 'configuration', ok: file !== undefined, needed: false, detail: file ?? 'none found: defaults' };
}

function storeCheck({ store }: Config): Check {
  const folder = existsSync(store) ? store : nearestFolder(store);
  try {
    accessSync(folder, constants.W_OK);
    return { what: 'store', ok: true, needed: true, detail: `${store} is writable` };
  } catch {
    return { what: 'store', ok: false, needed: true, detail: `${folder} is not writable` };
  }
}

function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? parent : nearestFolder(parent);
}

function keyChecks({ providers }: Config): readonly Check[] {
  return Object.entries(providers).flatMap(([name, { apiKeyEnv }]) => {
    if (apiKeyEnv === undefined) return [];
    const set = (process.env[apiKeyEnv] ?? '') !== '';
    return [{ what: `key of ${name}`, ok: set, needed: false, detail: `${apiKeyEnv} is ${set ? 'set' : 'not set'}` }];
  });
}

async function priceCheck({ prices }: Config): Promise<Check> {
  const { priceBook } = await import('@sluice/providers');
  const { date } = priceBook({ overrides: prices });
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(date)) / 86_400_000));
  return { what: 'price table', ok: days <= 60, needed: false, detail: `of ${date}, ${days} days old` };
}

/** Only servers that the configuration names: a vendor's own is asked when a key is used. */
function reachable({ providers }: Config): readonly (readonly [string, string])[] {
  return Object.entries(providers).flatMap(([name, { baseUrl }]) =>
    baseUrl === undefined ? [] : [[name, baseUrl] as const],
  );
}

async function reachCheck([name, url]: readonly [string, string]): Promise<Check> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(3000) });
    return { what: `reach ${name}`, ok: true, needed: false, detail: `${url} answers (${status})` };
  } catch {
    return { what: `reach ${name}`, ok: false, needed: false, detail: `${url} does not answer` };
  }
}
