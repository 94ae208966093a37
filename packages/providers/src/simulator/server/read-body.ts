import type { IncomingMessage } from 'node:http';

/** The largest request that is read, in bytes. */
const largestBody = 64 * 1024 * 1024;

/** The whole body as text; `undefined` where it is larger than the simulator reads. */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= largestBody) parts.push(part);
    });
    request.on('end', () => {
      if (size > largestBody) resolve(undefined);
      else resolve((parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString('utf8'));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('the client left before the request was complete'));
    });
  });
}
