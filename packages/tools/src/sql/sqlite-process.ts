import { Worker } from 'node:worker_threads';
import type { SqliteRequest, SqliteSetup } from './sqlite-message.ts';
import { SqliteStatements } from './sqlite-statements.ts';

// The process's entry. It imports only files beside it and node's own modules, so that it runs from source as it is.
let statements: SqliteStatements | undefined;

process.on('message', (message: SqliteSetup | SqliteRequest) => {
  if ('text' in message) process.send?.(statements?.run(message));
  else statements = new SqliteStatements(message);
});

process.on('disconnect', () => process.exit(0));

// A statement can hold this thread for hours, and then it would not hear that the parent is gone.
const watchdog = `
  const { workerData: parent } = require('node:worker_threads');
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;
new Worker(watchdog, { eval: true, workerData: process.ppid }).unref();
