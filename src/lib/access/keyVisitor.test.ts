import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { noChildren, toChild } from "@/lib/nodes/heldChildren";
import { workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import type { AccountView } from "@/types/providers";
import type { RunThrough } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import type { AccessKey } from "./accessKeys";
import { withinKey } from "./keyVisitor";

const key: AccessKey = { id: "k1", name: "Laptop", scopes: ["runs"], lastFour: "abcd", createdAt: "" };

/** Runs that are told as they are resumed; each was started through what its id says. */
function open(accounts: Partial<AccountView>[], more: Partial<AccessKey> = {}) {
  const resumed: string[] = [];
  const started: (RunThrough | undefined)[] = [];
  const doors: Record<string, RunThrough> = { mine: { kind: "key", id: "k1" }, hook: { kind: "hook", id: "t1" } };
  const services = {
    auth: { status: async () => ({ accounts }) },
    runs: {
      read: async (id: string) => ({ through: doors[id] }),
      findChildren: async () => ({
        children: new Map([["alone", toChild(workflowOf([model("a")], [], "alone"), noChildren)]]),
        faults: [],
      }),
      resume: async (id: string) => void resumed.push(id),
      start: async (_: Workflow, { through }: { through?: RunThrough }) => void started.push(through),
    },
  };
  // What is asked of them here, and nothing else.
  return { runs: withinKey(services as unknown as Services, { ...key, ...more }).runs, resumed, started };
}

const model = (id: string) => node(id, "llmGenerate", { provider: "openai-auth", model: "x" });

it("runs workflows by a shared plan, and no model alone", async () => {
  const { runs, started } = open([]);
  await runs.start(workflowOf([model("a")], []));
  await runs.start(workflowOf([model("a"), model("b")], []));
  // One that is nothing but a model alone inside of a node is no workflow either.
  await runs.start(workflowOf([node("h", "workflow", { workflow: "alone" })], []));
  const by = { kind: "key", id: "k1", name: "Laptop" };
  expect(started).toEqual([{ ...by, planSharing: "never" }, by, { ...by, planSharing: "never" }]);
});

const shared = { id: "ada", name: "Ada", route: "siwc", planUse: true } as const;

it("goes on with runs of a person only where no shared plan would pay without consent", async () => {
  const { runs, resumed } = open([{ ...shared, backgroundConsent: false }]);
  await expect(runs.resume("screen")).rejects.toMatchObject({ code: "plan_use_off", facts: { account: "ada" } });
  // These are held to their own terms.
  for (const id of ["mine", "hook"]) await runs.resume(id);
  expect(resumed).toEqual(["mine", "hook"]);
  for (const account of [
    { ...shared, backgroundConsent: true },
    { ...shared, planUse: false },
    { route: "codex" as const },
  ]) {
    const other = open([account]);
    await other.runs.resume("screen");
    expect(other.resumed).toEqual(["screen"]);
  }
});

it("that names who may pay goes on with its own runs alone", async () => {
  const { runs, resumed } = open([], { accounts: ["openai"] });
  await runs.resume("mine");
  for (const id of ["screen", "hook"]) await expect(runs.resume(id)).rejects.toMatchObject({ code: "not_allowed" });
  expect(resumed).toEqual(["mine"]);
});
