const NEWLINE = 10;

/** Whole lines of what comes in pieces; each piece is looked through once, however long a line becomes. */
export interface Lines {
  /** The lines that end with this piece; undefined once one has become longer than it may. */
  add(chunk: Buffer): string[] | undefined;
}

/** @param maxBytes of one line */
export function createLines(maxBytes: number): Lines {
  let waiting: Buffer[] = [];
  let size = 0;
  return {
    add(chunk) {
      const lines: string[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
        if (size + end - from > maxBytes) return undefined;
        lines.push(Buffer.concat([...waiting, chunk.subarray(from, end)]).toString("utf8"));
        waiting = [];
        size = 0;
        from = end + 1;
      }
      const rest = chunk.subarray(from);
      size += rest.length;
      if (size > maxBytes) return undefined;
      if (rest.length > 0) waiting.push(rest);
      return lines;
    },
  };
}
