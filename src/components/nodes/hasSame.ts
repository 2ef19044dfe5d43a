import type { WorkflowNode } from "@/types/workflow";
import { placesOf } from "./nodeData";

/**
 * For `memo`: with every key in a text its node is a new one, and what shows something else of it need not render
 * again. Whatever is done with the text then reads it from the store, as it is by that time.
 */
interface Shown {
  node: WorkflowNode;
}

/** Whether it is the same node with the same data in these fields. */
export function hasSame(...names: string[]) {
  return ({ node: before }: Shown, { node: after }: Shown) =>
    before.id === after.id && names.every((name) => Object.is(before.data[name], after.data[name]));
}

/** Whether all of a node but its data is as it was, and so what its title bar shows. */
export function hasSameHead({ node: before }: Shown, { node: after }: Shown): boolean {
  const { id, type, title, off, comment } = before;
  return (
    after.id === id && after.type === type && after.title === title && after.off === off && after.comment === comment
  );
}

/** Whether the places of a prompt, and the values it has for them, are as they were. */
export function hasSamePlaces({ node: before }: Shown, { node: after }: Shown): boolean {
  const isSame = before.id === after.id && before.data.values === after.data.values;
  return isSame && placesOf(before).join("\n") === placesOf(after).join("\n");
}
