import type { ServerResponse } from 'node:http';
import type { FaultRule } from '../profile/profile.ts';
import { untilClosed } from './pause.ts';

/** Plays a fault that comes before any answer. Gives whether it did. */
export async function breakTransport(response: ServerResponse, fault: FaultRule): Promise<boolean> {
  if (fault.kind === 'hang') {
    await untilClosed(response);
    return true;
  }
  if (fault.kind !== 'reset') return false;
  response.socket?.resetAndDestroy();
  return true;
}
