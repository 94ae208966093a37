import type { StoreFault } from '../store-fault.ts';

/** What went wrong at `file`, in words for the person who runs the command. */
export function sqliteFault(error: unknown, file: string): StoreFault {
  if (isFault(error)) return error;
  const code = resultCode(error);
  const known = code === undefined ? undefined : faults[code];
  const detail = error instanceof Error ? error.message : String(error);
  if (known === undefined) return { code: 'store/failed', message: `the store ${file} failed: ${detail}` };
  return { code: known.code, message: `${known.message(file)} (${detail})`, hint: known.hint };
}

/** SQLite's primary result code, or the name of a file system error. */
export function resultCode(error: unknown): number | string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** SQLITE_BUSY: another connection holds the lock. */
export const busyCode = 5;

function isFault(error: unknown): error is StoreFault {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('store/');
}

interface KnownFault {
  readonly code: string;
  readonly message: (file: string) => string;
  readonly hint: string;
}

const readOnly: KnownFault = {
  code: 'store/read-only',
  message: (file) => `the store ${file} cannot be written`,
  hint: 'make its folder writable, or give another with --store',
};

const diskFull: KnownFault = {
  code: 'store/disk-full',
  message: (file) => `no space is left for the store ${file}`,
  hint: 'free some space (`sluice cache prune`, `sluice runs rm`), then resume',
};

const cannotOpen: KnownFault = {
  code: 'store/cannot-open',
  message: (file) => `the store ${file} cannot be opened`,
  hint: 'check that its folder can be made and read, or give another with --store',
};

const diskFailed: KnownFault = {
  code: 'store/disk-failed',
  message: (file) => `the disk refused the store ${file}`,
  hint: 'check the disk; what was acknowledged before is kept',
};

const faults: Readonly<Record<number | string, KnownFault>> = {
  3: readOnly,
  [busyCode]: {
    code: 'store/busy',
    message: (file) => `another process has held the store ${file} for too long`,
    hint: 'wait for it to end, or give another store with --store',
  },
  8: readOnly,
  10: diskFailed,
  11: {
    code: 'store/corrupt',
    message: (file) => `the store ${file} is damaged`,
    hint: 'restore it from a copy, or start another with --store',
  },
  13: diskFull,
  14: cannotOpen,
  26: {
    code: 'store/not-a-store',
    message: (file) => `${file} is not a store`,
    hint: 'move that file away, or give another store with --store',
  },
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  ENOTDIR: cannotOpen,
  EEXIST: cannotOpen,
  ENOENT: cannotOpen,
};
