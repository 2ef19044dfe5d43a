import type { ChangeObject } from "diff";

export type DiffPart = Pick<ChangeObject<string>, "value" | "added" | "removed">;

/** Between two changed words, as often as not, nothing but a blank is the same. */
const isBlank = ({ value }: DiffPart) => /^[^\S\n]+$/.test(value);
const isChange = ({ added, removed }: DiffPart) => added || removed;

/**
 * Changes with only blanks between them as one: what went, then what came, instead of word by word in turn. Without
 * empty parts.
 */
export function joinChanges(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  let run: DiffPart[] = [];
  const end = () => {
    const blanksAfter = run.length - 1 - run.findLastIndex(isChange);
    const changed = run.slice(0, run.length - blanksAfter);
    joined.push(...oneChange(changed), ...run.slice(changed.length));
    run = [];
  };
  for (const part of parts) {
    if (isChange(part) || (run.length > 0 && isBlank(part))) run.push(part);
    else {
      end();
      joined.push(part);
    }
  }
  end();
  return joined.filter(({ value }) => value !== "");
}

function oneChange(run: readonly DiffPart[]): DiffPart[] {
  const textOf = (wanted: "added" | "removed") =>
    run.flatMap((part) => (part[wanted] || !isChange(part) ? [part.value] : [])).join("");
  const sides = { removed: textOf("removed"), added: textOf("added") };
  // Where only one side has words, the blanks between stand on that side and in the text.
  if (sides.removed.trim() === "" || sides.added.trim() === "") return [...run];
  return [
    { value: sides.removed, removed: true, added: false },
    { value: sides.added, removed: false, added: true },
  ];
}
