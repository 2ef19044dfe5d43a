import type { TransformExampleName } from "@/lib/nodes/transformExamples";

/** Words of the node that runs code, its settings and its try-out. */
export const transform = {
  codeOf: (node: string) => `Code of ${node}`,
  code: "Code",
  codeHint:
    "A function, (value, inputs) => …, or lines that end with return. No network, files, clock or random numbers; 2 seconds, 64 MB.",
  placeholder: "(value) => value",
  inputs: "Inputs",
  inputsHint: "Names with commas between them. The first is value, all are in inputs.",
  inputsWrong: "Each input needs a name of its own, without quotes and backslashes, at most 20 of them.",
  list: "A list that arrives",
  lists: { each: "Item by item", whole: "As one array" },
  listHint: "An array that the code returns is a list from there on.",
  example: "Begin with an example",
  choose: "Choose",
  examples: {
    pick: "Pick fields",
    filter: "Filter rows",
    join: "Join two tables by a field",
    dates: "Dates out of a text",
    numbers: "Numbers as people write them",
    group: "Group and add up",
    sort: "Sort rows",
    unique: "Each once",
    split: "Split a text into parts",
    template: "Rows as a text",
  } satisfies Record<TransformExampleName, string>,
  try: {
    title: "Try it",
    valueOf: (name: string) => `${name}, as JSON or text`,
    button: "Try",
    fromRun: "From the last run",
    result: "Result",
    told: "Console",
    hint: "Runs the code once with what stands here, as the node does with one item.",
  },
};
