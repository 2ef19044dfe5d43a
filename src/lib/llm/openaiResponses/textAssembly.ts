/**
 * Builds the one text of an answer from sources that overlap: deltas (for display), finished items (authoritative),
 * and the completed response. Any one of them alone is enough, none is counted twice, and what was handed out
 * as deltas is always a beginning of the result unless an authoritative text contradicts it.
 */
export interface TextAssembly {
  /** Each gives what has to be shown now, "" for nothing. */
  delta(text: string): string;
  /** A finished part counts only where its deltas did not come. */
  partDone(text: string): string;
  messageDone(text: string): string;
  completed(text: string): string;
  text(): string;
}

/** Between two messages of one answer. */
export const separator = "\n\n";

export function createTextAssembly(): TextAssembly {
  /** Finished messages. */
  let done = "";
  /** Deltas of the message that is being received. */
  let open = "";

  const lead = () => (done === "" || open !== "" ? "" : separator);

  function delta(text: string): string {
    if (text === "") return "";
    const shown = lead() + text;
    open += shown;
    return shown;
  }

  return {
    delta,
    partDone: (text) => (open === "" ? delta(text) : ""),
    messageDone(text) {
      const full = text === "" ? open : (done === "" ? "" : separator) + text;
      const rest = full.startsWith(open) ? full.slice(open.length) : "";
      done += full;
      open = "";
      return rest;
    },
    completed(text) {
      const known = done + open;
      if (text === "" || text === known) return "";
      done = text;
      open = "";
      return text.startsWith(known) ? text.slice(known.length) : "";
    },
    text: () => done + open,
  };
}

/** The messages of a finished response, joined as the assembly joins them. */
export function joinMessages(texts: string[]): string {
  return texts.filter((text) => text !== "").join(separator);
}
