import { randomUUID } from 'node:crypto';
import { constants, realpathSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Json } from '@sluice/core';
import { refusedFile } from './file-failure.ts';

// Every path here has been resolved and found inside the folder. `O_NOFOLLOW` and the second look after opening
// are against links that were put in its place meanwhile; `O_NONBLOCK` is against pipes that nobody writes to.

export async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  await using file = await openFile(path, constants.O_RDONLY);
  const { size } = await file.stat();
  if (size > maxBytes) throw tooLarge(maxBytes);
  const bytes = await file.readFile();
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

/** Readers see the old content or the new, never a part. */
export async function writeBytes(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const existing = await lstat(path).catch(() => undefined);
  if (existing !== undefined && !existing.isFile()) throw refusedFile('file/not-a-file', 'this is not a file');
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await using file = await openFile(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
    await file.writeFile(bytes);
    await file.sync();
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export async function appendBytes(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await using file = await openFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND);
  await file.writeFile(bytes);
  await file.sync();
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** By name. A link is named as such, and not followed. */
export async function listFolder(path: string): Promise<Json> {
  const entries = await readdir(path, { withFileTypes: true });
  const listed = entries.map((entry) => ({ name: entry.name, type: typeOf(entry) }));
  return listed.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function openFile(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o644);
  const opened = await file.stat();
  const named = await stat(path);
  if (opened.isFile() && opened.ino === named.ino && realpathSync(path) === path) return file;
  await file.close();
  throw refusedFile('file/not-a-file', 'this is not a file');
}

interface EntryType {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function typeOf(entry: EntryType): string {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function tooLarge(maxBytes: number): Error {
  return refusedFile('file/too-large', `the file is longer than ${maxBytes} bytes`);
}
