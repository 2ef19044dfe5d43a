/** The last line of a terminal, which is drawn over and over. */
export interface StatusLine {
  /** How wide it may be, in columns. */
  columns(): number;
  /** Shows this in place of what was there; nothing for an empty text. */
  draw(text: string): void;
  /** Writes lines above it, to this terminal. */
  above(write: () => void): void;
}

const ERASE_TO_END = "\u001b[K";

/**
 * It is written over and never erased before, so that nothing flickers. The cursor waits at its beginning: what another
 * program writes to the same terminal stands on a line of its own.
 */
export function createStatusLine(stream: Pick<NodeJS.WriteStream, "write" | "columns">): StatusLine {
  let shown = "";
  const put = (text: string) => stream.write(`\r${text}${ERASE_TO_END}\r`);
  return {
    // A line as wide as the terminal would wrap in some.
    columns: () => (stream.columns || 80) - 1,
    draw: (text) => {
      if (text !== shown) put(text);
      shown = text;
    },
    above: (write) => {
      if (shown !== "") put("");
      write();
      if (shown !== "") put(shown);
    },
  };
}
