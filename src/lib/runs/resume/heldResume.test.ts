import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { answering, llm, node, testPayer } from "@/lib/engine/testRun";
import { storeOf } from "@/lib/runs/testChildren";
import { runServiceIn, runToEnd, watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";

const output = (id: string, name: string) => node(id, "output", { name, format: "auto" });

/** Two calls, one after the other. */
const twice = workflowOf(
  [node("p", "prompt", { text: "{{who}}" }), llm("m"), llm("n"), output("o", "text")],
  ["p.text>m.prompt", "m.text>n.prompt", "n.text>o.value"],
  "twice",
);
const longer = workflowOf(
  [node("p", "prompt", { text: "{{text}}!" }), llm("m"), output("o", "text")],
  ["p.text>m.prompt", "m.text>o.value"],
  "longer",
);
const until = { output: "text", test: "contains", value: "!!!" };
/** Three items with two calls each, and three rounds with one. */
const whole = workflowOf(
  [
    node("l", "list", { text: "a\nb\nc", split: "lines" }),
    node("h", "workflow", { workflow: "twice" }),
    node("j", "join", { separator: "" }),
    node("r", "repeat", { workflow: "longer", carry: { text: "text" }, until, max: 5 }),
    output("o", "out"),
  ],
  ["l.items>h.who", "h.text>j.items", "j.text>r.text", "r.text>o.value"],
);
const CALLS = 9;
const noCache = { digest: async () => "0".repeat(64), get: async () => undefined, put: async () => {} };
const workflows = storeOf(twice, longer);

/** A process that was killed when its journal had come so far, and the one that starts after it. */
async function resumedAfter(events: readonly RunEvent[], assets: ReturnType<typeof runServiceIn>["assets"]) {
  const directory = await testDirectory();
  const runDirectory = join(directory, "runs", "run1");
  await mkdir(runDirectory, { recursive: true });
  await writeFile(join(runDirectory, "events.jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const sent: string[] = [];
  const callLlm = answering((text) => {
    sent.push(text);
    return text.toUpperCase();
  });
  const runs = runServiceIn(directory, { workflows, assets, cache: noCache, callLlm });
  await runs.recovery.afterStart();
  return { events: await watch(runs, "run1"), sent };
}

const isCall = (event: RunEvent) =>
  event.type === "node-end" && event.path !== undefined && (event.node === "m" || event.node === "n");

it("goes on inside of nodes after a crash at any point, and pays for nothing twice", { timeout: 60_000 }, async () => {
  const runs = runServiceIn(await testDirectory(), { workflows, cache: noCache });
  const events = await runToEnd(runs, whole);
  const end = events.at(-1);
  expect(end).toMatchObject({ status: "completed", outputs: { out: "ABC!!!" } });
  expect(events.filter(isCall)).toHaveLength(CALLS);
  for (let cut = 1; cut < events.length; cut++) {
    const before = events.slice(0, cut);
    const { events: after, sent } = await resumedAfter(before, runs.assets);
    expect(after.at(-1), `after ${cut}`).toMatchObject({ status: "completed", outputs: { out: "ABC!!!" } });
    expect(sent, `after ${cut}`).toHaveLength(CALLS - before.filter(isCall).length);
  }
});

it("parks when a node inside meets a limit, and goes on there with another account", async () => {
  const directory = await testDirectory();
  const plan = {
    ...twice,
    nodes: twice.nodes.map((each) =>
      each.id === "n" ? llm("n", { provider: "openai-auth", account: "spent" }) : each,
    ),
  };
  const asked: (string | undefined)[] = [];
  const callLlm = answering((text, { account }) => {
    asked.push(account);
    if (account === "spent") {
      const facts = { account: "spent", isPlanLimit: true, payer: testPayer };
      throw new AppError("usage_limit_reached", "The plan is used up.", facts);
    }
    return text.toUpperCase();
  });
  const runs = runServiceIn(directory, { workflows: storeOf(plan), callLlm });
  const document = workflowOf(
    [node("w", "prompt", { text: "ann" }), node("h", "workflow", { workflow: "twice" }), output("o", "out")],
    ["w.text>h.who", "h.text>o.value"],
  );
  const { id } = await runs.start(document);
  await watch(runs, id);
  expect(await runs.read(id)).toMatchObject({ status: "parked", parked: { account: "spent" } });
  await runs.resume(id, { account: "other" });
  await watch(runs, id);
  expect(await runs.read(id)).toMatchObject({ status: "completed", outputs: { out: "ANN" }, counts: { calls: 2 } });
  expect(asked).toEqual([undefined, "spent", "other"]);
});

it("tries again inside only what failed there", async () => {
  let isBroken = true;
  const sent: string[] = [];
  const callLlm = answering((text) => {
    sent.push(text);
    if (isBroken && text === "B") throw new AppError("timeout", "Too long.");
    return text.toUpperCase();
  });
  const runs = runServiceIn(await testDirectory(), { workflows, callLlm, cache: noCache });
  const document = workflowOf(
    [
      node("l", "list", { text: "a\nb", split: "lines" }),
      node("h", "workflow", { workflow: "twice" }),
      output("o", "out"),
    ],
    ["l.items>h.who", "h.text>o.value"],
  );
  const { id } = await runs.start(document);
  await watch(runs, id);
  expect(await runs.read(id)).toMatchObject({ status: "completed", problems: 1 });
  isBroken = false;
  sent.length = 0;
  await runs.resume(id);
  await watch(runs, id);
  expect(await runs.read(id)).toMatchObject({ status: "completed", problems: 0, outputs: { out: ["A", "B"] } });
  expect(sent).toEqual(["B"]);
});

it("asks for consent by the accounts that nodes inside name", async () => {
  const asked: string[][] = [];
  const directory = await testDirectory();
  const plan = {
    ...twice,
    nodes: twice.nodes.map((each) =>
      each.id === "n" ? llm("n", { provider: "openai-auth", account: "shared" }) : each,
    ),
  };
  const callLlm = answering((text, { account }) => {
    if (account === "shared") {
      const facts = { account, isPlanLimit: true, resetsAt: new Date(Date.now() - 1000).toISOString() };
      throw new AppError("usage_limit_reached", "The plan is used up.", facts);
    }
    return text;
  });
  const first = runServiceIn(directory, { workflows: storeOf(plan), callLlm });
  const document = workflowOf(
    [node("w", "prompt", { text: "ann" }), node("h", "workflow", { workflow: "twice" })],
    ["w.text>h.who"],
  );
  const { id } = await first.start(document);
  await watch(first, id);
  await first.leave();
  const later = runServiceIn(directory, {
    workflows: storeOf(plan),
    now: () => Date.now() + 3_600_000,
    mayRunUnattended: async (nodes) => {
      asked.push(nodes.flatMap(({ data }) => (typeof data.account === "string" ? [data.account] : [])));
      return false;
    },
  });
  await later.recovery.afterStart();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked).toEqual([["shared"]]);
  expect(await later.read(id)).toMatchObject({ status: "parked" });
});
