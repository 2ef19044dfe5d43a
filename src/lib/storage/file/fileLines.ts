import { createReadStream } from "node:fs";

const NEWLINE = 0x0a;
/** Read from the disk at once: small, since a thousand readers may do so at the same time. */
const READ_BYTES = 64 * 1024;

export interface LinesPiece {
  /** Whole lines, without those that are empty. */
  lines: string[];
  /** Where they end in the file. */
  end: number;
}

/**
 * The whole lines of a file from a place on, piece by piece: what follows the last is not written yet, or was torn by a
 * crash. @throws the file system's error
 */
export async function* readLines(path: string, offset = 0): AsyncGenerator<LinesPiece> {
  let end = offset;
  let rest: Buffer[] = [];
  for await (const piece of createReadStream(path, { start: offset, highWaterMark: READ_BYTES })) {
    const bytes: Buffer = piece;
    const stop = bytes.lastIndexOf(NEWLINE) + 1;
    rest.push(bytes.subarray(0, stop));
    if (stop > 0) {
      const whole = Buffer.concat(rest);
      end += whole.length;
      yield { lines: toLines(whole), end };
      rest = [];
    }
    rest.push(bytes.subarray(stop));
  }
}

/** Line by line: the whole may be longer than a string can be. */
function toLines(bytes: Buffer): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let stop = bytes.indexOf(NEWLINE); stop !== -1; stop = bytes.indexOf(NEWLINE, start)) {
    if (stop > start) lines.push(bytes.toString("utf8", start, stop));
    start = stop + 1;
  }
  return lines;
}
