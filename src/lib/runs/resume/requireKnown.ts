import { z } from "zod";
import { AppError } from "@/types/errors";
import { type RunEvent, runEventBodySchema } from "@/types/run";

/** Values are whatever nodes gave, and may be long. */
const anyValue = {
  inputs: z.unknown().optional(),
  output: z.unknown().optional(),
  outputs: z.unknown().optional(),
  value: z.unknown().optional(),
};

const known = new Map(
  runEventBodySchema.options.map(({ shape }) => {
    const values = Object.entries(anyValue).filter(([name]) => Object.hasOwn(shape, name));
    const fields = { ...shape, ...Object.fromEntries(values), seq: z.int(), at: z.string() };
    return [shape.type.value as string, z.strictObject(fields)];
  }),
);

/**
 * Refuses to go on with a run whose journal says what this version does not know: it might pay for something that is
 * done, or leave out something that was decided. @throws AppError `conflict`
 */
export function requireKnown(id: string, events: readonly RunEvent[]): void {
  for (const event of events) {
    if (known.get(event.type)?.safeParse(event).success === true) continue;
    const message =
      "Another version of Patchbay has worked on this run, and its journal says what this one does not know " +
      `(${event.type}, line ${event.seq}). It was left as it is: go on with it there, or run the workflow again.`;
    throw new AppError("conflict", message, { id });
  }
}
