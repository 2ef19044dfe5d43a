import { node, wire } from "@/lib/engine/testRun";
import type { Workflow } from "@/types/workflow";

/** One call of a model that a plan pays. */
export const digest: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "digest", name: "Digest", revision: 0 },
  nodes: [
    node("ask", "prompt", { text: "Say good night." }),
    node("model", "llmGenerate", { provider: "openai-auth", model: "gpt-5.5" }),
  ],
  edges: [wire("ask.text>model.prompt")],
  layout: { nodes: {}, groups: [] },
};

/** Hours around now, in UTC, that end so soon that what would wait for the reset of a window is due. */
export function hoursAroundNow() {
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  return { from: clock(-30), to: clock(40) };
}
