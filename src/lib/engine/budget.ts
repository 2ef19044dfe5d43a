import { sizeOf } from "@/lib/nodes/size";
import { AppError } from "@/types/errors";
import type { PortValues } from "@/types/run";

/** Items of all nodes of a run together, unless the settings say otherwise: each keeps about a kilobyte until the end. */
export const DEFAULT_MAX_ITEMS = 100_000;

/** What a run has in memory until its end, in characters of all values together. */
const MAX_CHARACTERS = 250_000_000;

/** What a run may still make. */
export interface Budget {
  /** Before the first of them starts. @throws AppError `too_large` */
  takeItems(count: number, node?: { id: string; title?: string }): void;
  /** @throws AppError `too_large` */
  takeOutput(output: PortValues): void;
}

/** A budget for one run, so that nothing it makes of foreign data fills the memory of the process. */
export function createBudget(maxItems = DEFAULT_MAX_ITEMS, maxCharacters = MAX_CHARACTERS): Budget {
  let items = 0;
  let characters = 0;
  return {
    takeItems: (count, node) => {
      if (items + count > maxItems) {
        const before = items === 0 ? "" : ` The nodes before it made ${items}.`;
        const name = node?.title ?? node?.id ?? "This";
        const message = `${name} makes ${count} items; a run makes ${maxItems} at most (PATCHBAY_MAX_ITEMS).${before}`;
        throw new AppError("too_large", message, {
          count,
          maxItems,
          ...(node === undefined ? {} : { nodes: [node.id] }),
        });
      }
      items += count;
    },
    takeOutput: (output) => {
      for (const port in output) characters += sizeOf(output[port] ?? null);
      if (characters <= maxCharacters) return;
      const message = `The values of this run have more than ${maxCharacters} characters together. Run it on fewer items at once, or on shorter texts.`;
      throw new AppError("too_large", message);
    },
  };
}
