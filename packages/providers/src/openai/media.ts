import type { FilePart, MediaSource } from '@sluice/core';

/** A URL as it is, bytes as a data URL. */
export function mediaUrl(source: MediaSource): string {
  return source.kind === 'url' ? source.url : `data:${source.mediaType};base64,${source.data}`;
}

/** The format word of Chat's `input_audio`; `undefined` for anything but audio that is given as bytes. */
export function audioFormat({ source }: FilePart): string | undefined {
  if (source.kind !== 'base64' || !source.mediaType.startsWith('audio/')) return undefined;
  const subtype = source.mediaType.slice('audio/'.length);
  return subtype === 'mpeg' ? 'mp3' : subtype.replace(/^x-/, '');
}

/** The name to send where the author gave none: vendors want one. */
export function fileName({ filename, source }: FilePart): string {
  if (filename !== undefined) return filename;
  const subtype = source.mediaType?.split('/')[1]?.split(/[;+]/)[0];
  return `file.${subtype ?? 'bin'}`;
}
