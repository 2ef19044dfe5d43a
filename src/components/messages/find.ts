import type { MatchPlace } from "@/components/find/findMatches";

/** Words of finding in the open document. */
export const find = {
  label: "Find in this workflow",
  placeholder: "Titles, prompts, comments, results…",
  next: "Next",
  previous: "Previous",
  none: "None",
  of: (at: number, count: number) => `${at} of ${count}`,
  ofMany: (at: number, count: number) => `${at} of more than ${count}`,
  places: {
    title: "in the title",
    text: "in the text",
    comment: "in the comment",
    result: "in the result",
  } satisfies Record<MatchPlace, string>,
} as const;
