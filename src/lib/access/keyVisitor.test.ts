import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import type { RunSetup } from "@/lib/runs/runSetup";
import { storeOf } from "@/lib/runs/testChildren";
import { runServiceIn, watch, workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { AccountView } from "@/types/providers";
import type { RunThrough } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import type { AccessKey } from "./accessKeys";
import { withinKey } from "./keyVisitor";

const key: AccessKey = { id: "k1", name: "Laptop", scopes: ["runs"], lastFour: "abcd", createdAt: "" };

/** Runs that are told as they are resumed; each was started through what its id says. */
function open(accounts: Partial<AccountView>[], more: Partial<AccessKey> = {}) {
  const resumed: string[] = [];
  const doors: Record<string, RunThrough> = { mine: { kind: "key", id: "k1" }, hook: { kind: "hook", id: "t1" } };
  const services = {
    auth: { status: async () => ({ accounts }) },
    runs: {
      read: async (id: string) => ({ through: doors[id] }),
      resume: async (id: string) => void resumed.push(id),
    },
  };
  // What is asked of them here, and nothing else.
  return { runs: withinKey(services as unknown as Services, { ...key, ...more }).runs, resumed };
}

const prompt = node("p", "prompt", { text: "Hello" });
const model = (id: string) => node(id, "llmGenerate", { provider: "openai-auth", model: "x" });

it("runs workflows by a shared plan, and no model alone", async () => {
  const store = storeOf(workflowOf([prompt, model("a")], ["p.text>a.prompt"], "alone"));
  const read: string[] = [];
  const workflows: typeof store = {
    ...store,
    read: (id) => {
      read.push(id);
      return store.read(id);
    },
  };
  const all = runServiceIn(await testDirectory(), { workflows });
  // What is asked of them here, and nothing else.
  const services = { runs: all, preflight: all.prepare } as unknown as Services;
  const { runs, preflight } = withinKey(services, key);
  const of = async (workflow: Workflow) => {
    const { id } = await runs.start(workflow, { through: { kind: "schedule" } });
    await watch(runs, id);
    const prepared = (await preflight(workflow, {})) as unknown as RunSetup;
    return [(await runs.read(id)).through, prepared.through];
  };
  const by = { kind: "key", id: "k1", name: "Laptop" };
  const alone = { ...by, planSharing: "never" };
  expect(await of(workflowOf([prompt, model("a")], ["p.text>a.prompt"]))).toEqual([alone, alone]);
  const two = workflowOf([prompt, model("a"), model("b")], ["p.text>a.prompt", "p.text>b.prompt"]);
  expect(await of(two)).toEqual([by, by]);
  // One that is nothing but a model alone inside of a node is no workflow either, and is read once by each.
  expect(await of(workflowOf([node("h", "workflow", { workflow: "alone" })], []))).toEqual([alone, alone]);
  expect(read).toEqual(["alone", "alone"]);
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
