import { withoutSecrets } from "./withoutSecrets";

const MAX_BYTES = 64 * 1024;

/** What a program writes to its standard error: the last of it, kept apart from our own log, in memory alone. */
export interface ProgramLog {
  add(chunk: Buffer): void;
  /** Without what looks like a secret, and without these. */
  text(secrets: readonly string[]): string;
}

export function createProgramLog(): ProgramLog {
  let chunks: Buffer[] = [];
  let size = 0;
  return {
    add(chunk) {
      chunks.push(chunk);
      size += chunk.length;
      // Now and then, so that a flood of small pieces is not copied again and again.
      if (size > 2 * MAX_BYTES) chunks = [lastOf(chunks)];
      if (size > 2 * MAX_BYTES) size = MAX_BYTES;
    },
    text: (secrets) => withoutSecrets(lastOf(chunks).toString("utf8"), secrets),
  };
}

/** A copy: a piece of a chunk would hold all of it. */
function lastOf(chunks: Buffer[]): Buffer {
  return Buffer.from(Buffer.concat(chunks).subarray(-MAX_BYTES));
}
