import { plural } from "@/components/language/locale";

/** Words of asking for what a run lacks, and of filling a place of a prompt. */
export const inputs = {
  title: "What this run needs",
  intro: (count: number) =>
    plural(count, {
      one: "One thing in this workflow has no value yet.",
      other: `${count} things in this workflow have no value yet.`,
    }),
  goesTo: (names: string) => `for ${names}`,
  placeHint: "Left empty, nothing stands in its place.",
  lacks: { file: "Choose a file.", image: "Choose a picture.", list: "Write at least one item." },
  keep: "Keep in the workflow",
  keepHint: "Otherwise it is for this run, and this browser offers it again the next time.",
  cancel: "Cancel",
  run: "Run",
  place: {
    fromNode: (node: string, output: string) => `Filled from ${node}, output ${output}.`,
    select: (node: string) => `Select ${node}`,
    unwire: "Take the wire away",
    fromColumn: "Filled from the column of its name, row by row.",
    fromFields: "Filled from the field of its name, if what arrives at fields has one.",
    noColumn: "What arrives at fields has no column of this name.",
    value: "Value",
    valueHint: "Kept in the prompt. A wire, a column or an input of the run goes before it.",
    nothing: "Nothing fills it yet: Run will ask for it.",
    clear: "No value",
    add: "Add a node for it",
    addType: (kind: string) => `Add ${kind} for it`,
  },
} as const;
