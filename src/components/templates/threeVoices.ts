import type { TemplateModel, TemplateParts } from "./templates";
import { wire } from "./wire";

const brief =
  "Write the hero copy for Aurel, a desk lamp that dims to candle light with one touch. Two sentences, one concrete benefit.";

const voices = [
  { id: "warm", title: "Warm voice", system: "You write plain, warm product copy. No exclamation marks." },
  { id: "dry", title: "Dry voice", system: "You write dry, witty product copy. Understatement is your tool." },
  { id: "bold", title: "Bold voice", system: "You write short, bold product copy. Strong verbs, no adjectives." },
];

/** Three answers side by side, and a fourth call that picks one. */
export function threeVoices(runsOn: TemplateModel): TemplateParts {
  return {
    nodes: [
      { id: "brief", type: "prompt", title: "Brief", data: { text: brief } },
      ...voices.map(({ id, title, system }) => ({ id, type: "llmGenerate", title, data: { ...runsOn, system } })),
      { id: "all", type: "join", title: "All three", data: { separator: "\n\n---\n\n" } },
      {
        id: "pick",
        type: "llmGenerate",
        title: "Pick the best",
        data: {
          ...runsOn,
          system:
            "You get three versions of a text. Repeat the best one word for word, then say in one sentence why it is the best.",
        },
      },
      { id: "result", type: "output", title: "The pick", data: { name: "pick", format: "markdown" } },
    ],
    edges: [
      ...voices.map(({ id }) => wire("brief.text", `${id}.prompt`)),
      ...voices.map(({ id }) => ({ ...wire(`${id}.text`, "all.items"), id: `${id}-all` })),
      wire("all.text", "pick.prompt"),
      wire("pick.text", "result.value"),
    ],
    layout: {
      brief: { x: 0, y: 280 },
      warm: { x: 310, y: 0 },
      dry: { x: 310, y: 280 },
      bold: { x: 310, y: 560 },
      all: { x: 620, y: 280 },
      pick: { x: 930, y: 280 },
      result: { x: 930, y: 560 },
    },
  };
}
