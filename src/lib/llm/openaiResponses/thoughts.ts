/**
 * What the model tells of its thinking, from deltas and finished items, none counted twice. Parts stand in paragraphs
 * of their own. Each gives what has to be shown now, "" for nothing.
 */
export interface Thoughts {
  delta(text: string, part: string): string;
  /** A finished item counts only where no delta of it came. */
  itemDone(text: string): string;
}

export function createThoughts(): Thoughts {
  let current: string | undefined;
  /** Deltas of the item that is being received have been shown. */
  let isOpen = false;

  function delta(text: string, part: string): string {
    if (text === "") return "";
    const lead = current === undefined || current === part ? "" : "\n\n";
    current = part;
    isOpen = true;
    return lead + text;
  }

  return {
    delta,
    itemDone(text) {
      const shown = isOpen ? "" : delta(text, "whole");
      isOpen = false;
      // Whatever comes next is another paragraph.
      if (current !== undefined) current = "";
      return shown;
    },
  };
}
