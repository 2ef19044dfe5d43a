import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { answering, llm, node, wire } from "@/lib/engine/testRun";
import { createFileRunClaims } from "@/lib/storage/file/fileRunClaims";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunJournal } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import type { Workflow } from "@/types/workflow";
import { testClaims } from "./testClaims";
import { listWorkflow, runServiceIn, until, watch } from "./testRunService";

const pixel = "data:image/png;base64,iVBORw0KGgo=";

const workflow: Workflow = {
  format: "patchbay/workflow",
  version: 1,
  id: "w1",
  name: "Three nodes",
  revision: 1,
  nodes: [
    node("p", "prompt", { text: "hello" }),
    llm("m"),
    node("o", "output", { format: "auto" }),
    node("note", "note", { text: "for people" }),
    node("i", "imageInput", { dataUrl: pixel }),
  ],
  edges: ["p.text>m.prompt", "i.image>m.images", "m.text>o.value"].map(wire),
  layout: { nodes: {}, groups: [] },
};

describe("the run service", () => {
  it("runs a workflow, tells every event once and in order, and sums it up", async () => {
    const runs = runServiceIn(await testDirectory());
    const { id } = await runs.start(workflow);
    const events = await watch(runs, id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({ type: "run-start", workflowId: "w1", total: 4 });
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed", outputs: { o: "HELLO" } });
    expect(await runs.read(id)).toMatchObject({
      status: "completed",
      counts: { total: 4, done: 4, failed: 0, skipped: 0, running: 0, calls: 1 },
      usage: { totalTokens: 3 },
      payers: [{ kind: "key", id: "openai" }],
      outputs: { o: "HELLO" },
    });
  });

  it("gathers the deltas of a node into one event and keeps them before its end", async () => {
    const runs = runServiceIn(await testDirectory());
    const { id } = await runs.start(workflow);
    const ofModel = (await watch(runs, id)).filter((event) => "node" in event && event.node === "m");
    expect(ofModel.map(({ type }) => type)).toEqual(["node-start", "node-delta", "node-end"]);
    expect(ofModel[1]).toMatchObject({ text: "HELLO" });
  });

  it("hands a model the picture of an image node as a data URL", async () => {
    let seen: string[] | undefined;
    const callLlm = answering((text, call) => {
      seen = call.images;
      return text;
    });
    const runs = runServiceIn(await testDirectory(), { callLlm });
    await watch(runs, (await runs.start(workflow)).id);
    expect(seen).toEqual([pixel]);
  });

  it("gives all calls of a node one cache scope, in every run and after a restart, and each node its own", async () => {
    const scopes: (string | undefined)[] = [];
    const callLlm = answering((text, call) => {
      scopes.push(call.cacheScope);
      return text;
    });
    const directory = await testDirectory();
    const [first, restarted] = [runServiceIn(directory, { callLlm }), runServiceIn(directory, { callLlm })];
    const scopesOf = async (runs: typeof first, ...args: Parameters<typeof first.start>) => {
      scopes.length = 0;
      await watch(runs, (await runs.start(...args)).id);
      return [...new Set(scopes)];
    };
    const items = listWorkflow(["a", "b", "c"]);
    const [scope, ...others] = await scopesOf(first, items);
    expect(others).toEqual([]);
    expect(scope).toMatch(/^[\w-]{43}$/);
    expect(await scopesOf(restarted, items, { useCache: false })).toEqual([scope]);
    expect(await scopesOf(first, { ...items, id: "w2" }, { useCache: false })).not.toEqual([scope]);
    const two = [llm("m"), llm("n"), node("p", "prompt", { text: "x" })];
    const edges = ["p.text>m.prompt", "p.text>n.prompt"].map(wire);
    const both = await scopesOf(first, { ...items, nodes: two, edges }, { useCache: false });
    // Either node may call first.
    expect(both).toHaveLength(2);
    expect(both).toContain(scope);
  });

  it("lets a reader come back after any event without a gap or a repeat", async () => {
    const runs = runServiceIn(await testDirectory());
    const { id } = await runs.start(workflow);
    const all = await watch(runs, id);
    expect(all.at(-1)).toMatchObject({ type: "run-end", seq: all.length });
    for (const { seq } of all)
      expect((await watch(runs, id, seq)).map((event) => event.seq)).toEqual(all.slice(seq).map((event) => event.seq));
  });

  it("refuses a workflow that cannot run before anything is written", async () => {
    const runs = runServiceIn(await testDirectory());
    await expect(runs.start({ ...workflow, edges: [] })).rejects.toMatchObject({ code: "invalid_workflow" });
    const hot = workflow.nodes.map((node) => (node.id === "m" ? llm("m", { temperature: 3 }) : node));
    await expect(runs.start({ ...workflow, nodes: hot })).rejects.toThrow(/^m has a setting .*temperature/);
    expect((await runs.list()).runs).toEqual([]);
  });

  it("stops a run on request, tells the model at once, and leaves what was finished", async () => {
    let stopped = false;
    const callLlm: CallLlm = async function* (_, signal) {
      yield { type: "text-delta", text: "half" };
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          stopped = true;
          reject(signal.reason);
        });
      });
    };
    const runs = runServiceIn(await testDirectory(), { callLlm });
    const { id } = await runs.start(workflow);
    const events = watch(runs, id);
    await until(runs, id, "node-delta");
    expect(await runs.read(id)).toMatchObject({ status: "running" });
    expect(await runs.cancel(id)).toMatchObject({ status: "cancelled", counts: { done: 2, failed: 0, running: 0 } });
    expect(stopped).toBe(true);
    expect((await events).at(-1)).toMatchObject({ type: "run-end", status: "cancelled" });
    expect(await runs.cancel(id)).toMatchObject({ status: "cancelled" });
  });

  it("shows a run whose process died as interrupted, with what was finished", async () => {
    const directory = await testDirectory();
    const never: CallLlm = async function* () {
      yield { type: "text-delta", text: "half" };
      await new Promise(() => {});
    };
    const free = { ...testClaims(), isClaimed: async () => false };
    const before = runServiceIn(directory, { callLlm: never, claims: free });
    const { id } = await before.start(workflow);
    await until(before, id, "node-delta");
    const after = runServiceIn(directory);
    expect(await after.read(id)).toMatchObject({ status: "interrupted", counts: { done: 2, running: 0 } });
  });

  it("lists the runs of one workflow, newest first", async () => {
    const runs = runServiceIn(await testDirectory());
    const { id: first } = await runs.start(workflow);
    await watch(runs, first);
    await watch(runs, (await runs.start({ ...workflow, id: "w2" })).id);
    expect((await runs.list({ workflowId: "w1" })).runs.map(({ id }) => id)).toEqual([first]);
    expect((await runs.list()).runs).toHaveLength(2);
  });

  it("lists the other runs when one journal is damaged, and says so to whoever asks for that one", async () => {
    const directory = await testDirectory();
    const before = runServiceIn(directory);
    const { id: damaged } = await before.start(workflow);
    await watch(before, damaged);
    const { id: good } = await before.start(workflow);
    await watch(before, good);
    const path = join(directory, "runs", damaged, "events.jsonl");
    await writeFile(path, (await readFile(path, "utf8")).replace('"seq":2', "seq"));
    const after = runServiceIn(directory);
    expect((await after.list()).runs.map(({ id }) => id)).toEqual([good]);
    await expect(after.read(damaged)).rejects.toMatchObject({ code: "storage_failed" });
  });

  it("holds no claim on a run whose start could not be written", async () => {
    const directory = await testDirectory();
    const files = createFileRunJournal(join(directory, "runs"));
    const claims = createFileRunClaims(join(directory, "runs"));
    const claimed: string[] = [];
    const noting: typeof claims = {
      ...claims,
      claim: (id) => {
        claimed.push(id);
        return claims.claim(id);
      },
    };
    const append = () => Promise.reject(new AppError("storage_failed", "The disk is full."));
    const runs = runServiceIn(directory, { journal: { ...files, append }, claims: noting });
    await expect(runs.start(workflow)).rejects.toMatchObject({ code: "storage_failed" });
    expect(claimed).toHaveLength(1);
    for (const id of claimed) expect(await claims.isClaimed(id)).toBe(false);
  });

  it("leaves to others what it has no room for, also of runs that are started at the same time", async () => {
    const directory = await testDirectory();
    const files = createFileRunJournal(join(directory, "runs"));
    const inMemory = testClaims();
    const bothClaimed = Promise.withResolvers<void>();
    const handedOver: string[] = [];
    const claims: typeof inMemory = {
      ...inMemory,
      claim: async (id) => {
        const claim = await inMemory.claim(id);
        if (inMemory.claimed.size === 2) bothClaimed.resolve();
        return claim && { ...claim, handOver: async () => void handedOver.push(id) };
      },
    };
    const append: RunJournal["append"] = async (...args) => {
      await bothClaimed.promise;
      return files.append(...args);
    };
    const runs = runServiceIn(directory, { journal: { ...files, append }, claims, maxActive: 1 });
    const begun = await Promise.all([runs.start(workflow), runs.start(workflow)]);
    expect(handedOver).toHaveLength(1);
    for (const { id } of begun) if (!handedOver.includes(id)) await watch(runs, id);
  });

  it("ends a run that cannot be written, tells its readers why, and goes on when there is room again", async () => {
    const directory = await testDirectory();
    const files = createFileRunJournal(join(directory, "runs"));
    let isFull = false;
    const full = new AppError("storage_failed", "The run could not be saved: the disk is full.");
    const append: RunJournal["append"] = (...args) => (isFull ? Promise.reject(full) : files.append(...args));
    const reported: unknown[] = [];
    const runs = runServiceIn(directory, {
      journal: { ...files, append },
      callLlm: answering((text) => {
        isFull = true;
        return text;
      }),
      reportBug: (error) => {
        reported.push(error);
        return "";
      },
    });
    const { id } = await runs.start(listWorkflow(["owl", "fox", "hen"]));
    await expect(watch(runs, id)).rejects.toBe(full);
    await vi.waitFor(async () => expect(await runs.read(id)).toMatchObject({ status: "interrupted" }));
    expect(reported).toEqual([full]);
    isFull = false;
    await runs.resume(id);
    expect((await watch(runs, id)).at(-1)).toMatchObject({ outputs: { o: ["owl", "fox", "hen"] } });
  });
});
