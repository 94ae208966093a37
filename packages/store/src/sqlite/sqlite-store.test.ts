import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeContract } from '../testing/store.contract.ts';
import { sqliteStore } from './sqlite-store.ts';

storeContract('sqlite', async () => sqliteStore({ folder: await mkdtemp(join(tmpdir(), 'sluice-store-')) }));
