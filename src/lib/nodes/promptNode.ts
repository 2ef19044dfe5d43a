import { z } from "zod";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeKind } from "./nodeKind";
import { fillPlaceholders, namesIn, placeholdersOf, ROW_PORT } from "./placeholders";
import { own, toText } from "./values";

const schema = z.object({
  text: z.string().max(1_000_000),
  input: z.string().max(100).optional(),
  ...mapSettingsSchema.pick({ cross: true }).shape,
});

/** Text with `{{name}}` places, each an input of its own. */
export const promptNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ text: "" }),
  ports: ({ text }) => ({
    inputs: [
      ...placeholdersOf(text).map((name) => ({ name, type: "text" as const })),
      { name: ROW_PORT, type: "json" as const, label: "fields" },
    ],
    outputs: [{ name: "text", type: "text" }],
  }),
  problem: ({ text, input }, { wired, runInputs }) => {
    // A row's fields are known only when it arrives, and a given text brings its own places.
    if (wired.has(ROW_PORT) || (input !== undefined && own(runInputs, input) !== undefined)) return undefined;
    const empty = namesIn(text).filter((name) => !wired.has(name) && own(runInputs, name) === undefined);
    if (empty.length === 0) return undefined;
    return `has nothing for ${empty.map((name) => `{{${name}}}`).join(", ")}: connect a wire, or give a value with the run`;
  },
  execute: async ({ data, inputs, runInputs }) => {
    const given = data.input === undefined ? undefined : own(runInputs, data.input);
    const text = given === undefined ? data.text : toText(given);
    return { output: { text: fillPlaceholders(text, { wires: inputs, row: inputs[ROW_PORT], runInputs }) } };
  },
};
