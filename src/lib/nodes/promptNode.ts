import { z } from "zod";
import type { Notice } from "@/types/llm";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeKind } from "./nodeKind";
import {
  fillable,
  fillPlaceholders,
  missingPlaces,
  namesIn,
  type PlaceholderSources,
  placeholdersOf,
  ROW_PORT,
} from "./placeholders";
import { nameKey, singleBraced, strayBraces } from "./places";
import { givenTo, ownNamed, toText } from "./values";

const schema = z.object({
  text: z.string().max(1_000_000),
  /** By place: what fills it while nothing else does. */
  values: z.record(z.string().max(100), z.string().max(1_000_000)).optional(),
  input: z.string().max(100).optional(),
  ...mapSettingsSchema.pick({ cross: true }).shape,
});

type PromptData = z.infer<typeof schema>;

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
  renameInput: (data, from, to) => renamePlace(data, from, to),
  problem: (data, { wired, runInputs }) => {
    const { text, values = {} } = data;
    // A row's fields are known only when it arrives, and a given text brings its own places.
    if (wired.has(ROW_PORT) || givenTo(data, runInputs) !== undefined) return undefined;
    const isFilled = (name: string) =>
      wired.has(name) || ownNamed(runInputs, name) !== undefined || ownNamed(values, name) !== undefined;
    return missingPlaces(namesIn(text).filter((name) => !isFilled(name)));
  },
  takesInput: true,
  execute: async ({ data, inputs, runInputs, onNotice }) => {
    const given = givenTo(data, runInputs);
    const text = given === undefined ? data.text : toText(given);
    const sources = { wires: inputs, row: inputs[ROW_PORT], runInputs, values: data.values };
    for (const notice of bracesNotices(text, sources)) onNotice(notice);
    return { output: { text: fillPlaceholders(text, sources) } };
  },
};

/** A value that was left of an earlier place of the new name gives way. */
function renamePlace(data: PromptData, from: string, to: string): PromptData {
  const { values } = data;
  const value = values && ownNamed(values, from);
  if (typeof value !== "string") return data;
  const taken = [nameKey(from), nameKey(to)];
  const others = Object.entries(values ?? {}).filter(([name]) => !taken.includes(nameKey(name)));
  return { ...data, values: Object.fromEntries([...others, [to, value]]) };
}

/** Of the last text: the items of a list have the same. */
let lastLooks: { text: string; stray: string[]; single: string[] } = { text: "", stray: [], single: [] };

function looksOf(text: string): typeof lastLooks {
  if (lastLooks.text !== text) lastLooks = { text, stray: strayBraces(text), single: singleBraced(text) };
  return lastLooks;
}

/** What looks like a place and is sent as it stands is told. */
function bracesNotices(text: string, sources: PlaceholderSources): Notice[] {
  const { stray, single } = looksOf(text);
  if (stray.length + single.length === 0) return [];
  const notices: Notice[] = stray.map((braces) => ({
    code: "braces_as_text",
    message: `${braces} is no place and is sent as it stands. A place is closed on its line: {{name}}.`,
  }));
  for (const name of fillable(single, sources)) {
    const message = `{${name}} is sent as it stands. Written {{${name}}} it would be filled.`;
    notices.push({ code: "braces_as_text", message });
  }
  return notices;
}
