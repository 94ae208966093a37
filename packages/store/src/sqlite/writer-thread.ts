import { parentPort, workerData } from 'node:worker_threads';
import { BatchCommitter } from './batch-committer.ts';
import type { WriterMessage, WriterOptions, WriterReply } from './write-operation.ts';

// The thread's entry. It imports only files beside it and node's own modules, so that it runs from source as it is.
const port = parentPort;
if (port === null) throw new Error('writer-thread.ts is the entry of a worker thread');

const committer = new BatchCommitter(workerData as WriterOptions);

port.on('message', (message: WriterMessage) => {
  if (message.kind === 'close') {
    committer.close();
    port.close();
    return;
  }
  const reply: WriterReply = committer.commit(message.operations);
  port.postMessage(reply);
});
