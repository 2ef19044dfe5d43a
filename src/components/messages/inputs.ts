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
} as const;
