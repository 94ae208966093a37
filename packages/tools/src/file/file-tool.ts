import { dirname, relative, resolve } from 'node:path';
import { FailureError, type Json, type JsonObject, type ToolHost, type ToolOpener, type ToolSpec } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import { insideRoot } from '../path/inside-root.ts';
import { decodeContent, encodeContent } from './file-content.ts';
import { refusedFile } from './file-failure.ts';
import { appendBytes, exists, listFolder, readBytes, writeBytes } from './file-operations.ts';

/**
 * Files below one folder of the project. The output is the content (`read`), the entries (`list`), a boolean (`exists`),
 * or `{path, bytes}` (`write`, which replaces the file as a whole, and `append`).
 */
export const fileTool: ToolOpener = async (spec, host) => {
  const folder = folderOf(spec, host);
  return {
    async call({ arguments: given }) {
      try {
        return await operate(folder, given);
      } catch (error) {
        throw named(spec.name, error, String(given['path']));
      }
    },
    async close() {},
  };
};

interface Folder {
  readonly root: string;
  readonly mayWrite: boolean;
  readonly maxBytes: number;
}

function folderOf({ name, config, file }: ToolSpec, host: ToolHost): Folder {
  const path = resolve(dirname(file), String(config['root']));
  const root = insideRoot(host.root, path);
  if (root === undefined)
    throw refusedFile('file/outside-root', `tool ${name}: its \`root\` is outside of the project`);
  const maxBytes = (config['max_bytes'] as number | undefined) ?? defaultMaxBytes;
  return { root, mayWrite: config['mode'] === 'read_write', maxBytes };
}

async function operate(folder: Folder, { operation, path, content, format = 'text' }: JsonObject): Promise<Json> {
  const place = placeIn(folder, String(path));
  const writes = operation === 'write' || operation === 'append';
  if (writes && !folder.mayWrite) {
    throw refusedFile('file/read-only', `${operation} needs a tool with \`mode: read_write\``);
  }
  switch (operation) {
    case 'read':
      return decodeContent(await readBytes(place, folder.maxBytes), String(format));
    case 'list':
      return listFolder(place);
    case 'exists':
      return exists(place);
    case 'write':
    case 'append': {
      const bytes = encodeContent(content ?? null, String(format));
      await (operation === 'write' ? writeBytes(place, bytes) : appendBytes(place, bytes));
      return { path: relative(folder.root, place), bytes: bytes.length };
    }
    default:
      throw refusedFile('file/unknown-operation', `there is no operation ${JSON.stringify(operation)}`);
  }
}

function placeIn({ root }: Folder, path: string): string {
  if (path.includes('\0')) throw refusedFile('file/bad-path', 'the path holds a zero byte');
  const real = insideRoot(root, resolve(root, path));
  if (real === undefined) throw refusedFile('file/outside-root', 'the path leads out of the folder');
  return real;
}

function named(tool: string, error: unknown, path: string): FailureError {
  const where = `${tool}: ${JSON.stringify(path)}`;
  if (error instanceof FailureError) {
    const { failure } = error;
    return new FailureError({ ...failure, detail: `${where}: ${failure.detail}` });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = systemErrors[code];
  const detail = `${where}: ${known?.words ?? (error instanceof Error ? error.message : String(error))}`;
  return toolFailure({
    type: known?.type ?? 'tool',
    code: known?.code ?? 'file/failed',
    title: 'file operation failed',
    detail,
  });
}

interface SystemError {
  readonly type: 'not_found' | 'tool';
  readonly code: string;
  readonly words: string;
}

// A path in the words of the system would show where the project lies.
const systemErrors: Readonly<Record<string, SystemError | undefined>> = {
  ENOENT: { type: 'not_found', code: 'file/not-found', words: 'there is no such file' },
  ENOTDIR: { type: 'not_found', code: 'file/not-found', words: 'a part of the path is not a folder' },
  EISDIR: { type: 'tool', code: 'file/not-a-file', words: 'this is not a file' },
  EACCES: { type: 'tool', code: 'file/no-permission', words: 'the system does not permit it' },
  EPERM: { type: 'tool', code: 'file/no-permission', words: 'the system does not permit it' },
  ENOSPC: { type: 'tool', code: 'file/disk-full', words: 'no space is left on the disk' },
  ELOOP: { type: 'tool', code: 'file/outside-root', words: 'a symbolic link is in the way' },
};

const defaultMaxBytes = 10_000_000;
