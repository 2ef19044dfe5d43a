import type { WorkflowNode } from "@/types/workflow";

/** Room for a number within what a title may have. */
const MOST_CHARACTERS = 190;

/**
 * Copies that can be told from what is there: where a name is taken, a copy of "Draft" is "Draft 2", one of "Draft 2"
 * is "Draft 3". `nameOf` is what a person reads on a node.
 */
export function nameCopies(
  copies: readonly WorkflowNode[],
  present: readonly WorkflowNode[],
  nameOf: (node: WorkflowNode) => string,
): WorkflowNode[] {
  const taken = new Set(present.map(nameOf));
  return copies.map((node) => {
    const name = nameOf(node);
    const title = taken.has(name) ? nextName(name, taken) : name;
    taken.add(title);
    return title === name ? node : { ...node, title };
  });
}

function nextName(name: string, taken: ReadonlySet<string>): string {
  const [, start = name, last = "1"] = /^(.*\S) (\d{1,6})$/s.exec(name) ?? [];
  const stem = start.slice(0, MOST_CHARACTERS);
  let number = Number(last) + 1;
  while (taken.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}
