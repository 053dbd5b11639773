/**
 * The text of one file as it is on disk, or why it is not read. Synchronous: a small file that the system holds in
 * memory is read in a few microseconds, a promise for it costs ten times as much. Whoever reads many pauses in between.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Problem } from '../task.ts';

export type TextReading = { readonly text: string } | { readonly problem: Problem };

/** A reading together with the state that the file was in when it was opened. */
export interface OpenedReading {
  readonly reading: TextReading;
  /** Undefined when the file could not be opened. */
  readonly stats: Stats | undefined;
}

/** Task files are a few kilobytes; what is larger by orders is something else and is not read. */
const largestFile = 8 * 1024 * 1024;

/** A named pipe would otherwise hold the reader until somebody writes to it. Windows knows no such flags. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
const followsLinks = constants.O_NOFOLLOW === undefined;

/** What opening a link says with O_NOFOLLOW: Linux and macOS, FreeBSD, NetBSD. */
const linkCodes = new Set(['ELOOP', 'EMLINK', 'EFTYPE']);

/** One buffer for all files that fit: reading copies the text out of it before anything else can run. */
const buffer = Buffer.allocUnsafeSlow(65_536);

/**
 * Reads a file, byte order mark included. What is no regular file, too large, or no UTF-8 text comes as a problem,
 * since an edit would destroy it.
 * @param path absolute; its folders are real ones
 * @param file the same below the repository root, for messages
 * @returns `link` where the path is a symbolic link, which is not followed
 */
export function readOpened(path: string, file: string): OpenedReading | 'link' {
  let descriptor: number | undefined;
  let stats: Stats | undefined;
  try {
    if (followsLinks && lstatSync(path).isSymbolicLink()) return 'link';
    descriptor = openSync(path, flags);
    stats = fstatSync(descriptor);
    return { reading: readDescriptor(descriptor, stats, file), stats };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (descriptor === undefined && linkCodes.has(code ?? '')) return 'link';
    return { reading: refused(file, 'file-unreadable', `cannot be read (${code ?? message})`), stats };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readDescriptor(descriptor: number, stats: Stats, file: string): TextReading {
  if (stats.isDirectory()) return refused(file, 'file-folder', 'is a folder; a task is one file');
  if (!stats.isFile()) return refused(file, 'file-special', 'is no regular file');
  if (stats.size > largestFile) {
    const size = `${Math.round(stats.size / 1024 / 1024)} MB`;
    return refused(file, 'file-large', `has ${size}; files over ${largestFile / 1024 / 1024} MB are not read`);
  }
  const target = stats.size <= buffer.length ? buffer : Buffer.allocUnsafeSlow(stats.size);
  let length = 0;
  while (length < stats.size) {
    const count = readSync(descriptor, target, length, stats.size - length, null);
    if (count === 0) break;
    length += count;
  }
  return decode(target.subarray(0, length), file);
}

function decode(bytes: Buffer, file: string): TextReading {
  if (bytes.includes(0)) return refused(file, 'file-binary', 'holds NUL bytes; it is no text');
  // The decoder for ASCII is the fastest by far, and most files are ASCII.
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  if (!isUtf8(bytes)) return refused(file, 'file-encoding', 'is not valid UTF-8; save it as UTF-8');
  return { text: bytes.toString('utf8') };
}

/** The reading of a file that is not read. @param what for a sentence that begins with the file */
export function refused(file: string, code: string, what: string): { readonly problem: Problem } {
  const message = `${file} ${what}.`;
  return { problem: { file, range: { start: 0, end: 1 }, severity: 'error', code, message } };
}
