import type { Workflow } from "@/types/workflow";

const model = { provider: "openai-auth", model: "gpt-5.5" };

/**
 * What the demo opens with: one prompt, two answers side by side, and one that picks the better. It is offered, so that
 * there is a page, a tool and a model to try.
 */
export const demoWorkflow: Workflow = {
  format: "patchbay/workflow",
  version: 1,
  id: "demo",
  name: "Two voices, one pick",
  revision: 0,
  settings: { offer: true, description: "Writes two drafts of a product text and picks the better one." },
  nodes: [
    {
      id: "brief",
      type: "prompt",
      title: "Brief",
      data: {
        text: "Write the hero copy for a desk lamp called Aurel. Two sentences, no exclamation marks, name one concrete benefit.",
        input: "prompt",
      },
    },
    {
      id: "warm",
      type: "llmGenerate",
      title: "Warm voice",
      data: { ...model, system: "You write plain, warm product copy." },
    },
    {
      id: "dry",
      type: "llmGenerate",
      title: "Dry voice",
      data: { ...model, system: "You write dry, precise product copy." },
    },
    { id: "both", type: "join", title: "Both drafts", data: { separator: "\n\n---\n\n" } },
    {
      id: "pick",
      type: "llmGenerate",
      title: "Pick the better",
      data: { ...model, system: "Pick the better of the drafts you are given and say in one sentence why." },
    },
    { id: "result", type: "output", title: "Result", data: { name: "result", format: "markdown" } },
  ],
  edges: [
    wire("brief.text", "warm.prompt"),
    wire("brief.text", "dry.prompt"),
    wire("warm.text", "both.items"),
    wire("dry.text", "both.items"),
    wire("both.text", "pick.prompt"),
    wire("pick.text", "result.value"),
  ],
  layout: {
    nodes: {
      brief: { x: 0, y: 140 },
      warm: { x: 340, y: 0 },
      dry: { x: 340, y: 320 },
      both: { x: 700, y: 180 },
      pick: { x: 1000, y: 120 },
      result: { x: 1360, y: 120 },
    },
    groups: [],
  },
};

/** `"node.port"` to `"node.port"`. */
function wire(from: string, to: string): Workflow["edges"][number] {
  const [source = "", sourcePort = ""] = from.split(".");
  const [target = "", targetPort = ""] = to.split(".");
  return {
    id: `${source}-${target}`,
    source: { node: source, port: sourcePort },
    target: { node: target, port: targetPort },
  };
}
