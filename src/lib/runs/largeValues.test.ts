import { createHash } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createPatientAssets } from "@/lib/storage/patientAssets";
import type { AssetStore } from "@/lib/storage/ports";
import { endsByItself } from "@/lib/storage/postgres/databaseError";
import { AppError } from "@/types/errors";
import type { RunEventBody } from "@/types/run";
import { putAllBack } from "./largeValues";
import { noteAndDie, runServiceIn, runToEnd, watch, workflowOf } from "./testRunService";

const large = "owl ".repeat(100_000);

/** A text that is given with the run, through five prompts to an output. */
const passing = workflowOf(
  [
    node("p0", "prompt", { text: "", input: "text" }),
    ...[1, 2, 3, 4].map((step) => node(`p${step}`, "prompt", { text: "{{it}}" })),
    node("o", "output", { format: "auto" }),
  ],
  ["p0.text>p1.it", "p1.text>p2.it", "p2.text>p3.it", "p3.text>p4.it", "p4.text>o.value"],
);

const journalOf = (directory: string, id: string) => join(directory, "runs", id, "events.jsonl");

describe("large values of a run", () => {
  it("are kept once, beside the journal, and shown as they were", async () => {
    const directory = await testDirectory();
    const runs = runServiceIn(directory);
    const { id } = await runs.start(passing, { inputs: { text: large } });
    const live = await watch(runs, id);
    expect((await stat(journalOf(directory, id))).size).toBeLessThan(10_000);
    const sizes = (await readdir(join(directory, "assets"))).map((name) => stat(join(directory, "assets", name)));
    expect((await Promise.all(sizes)).filter(({ size }) => size >= large.length)).toHaveLength(1);

    const afterwards = runServiceIn(directory);
    expect(await watch(afterwards, id)).toEqual(live);
    expect(live[0]).toMatchObject({ inputs: { text: large } });
    expect(live.at(-1)).toMatchObject({ outputs: { o: large } });
    expect((await afterwards.read(id)).outputs).toEqual({ o: large });
    expect((await afterwards.export(id)).events).toEqual(live);
    expect((await afterwards.list()).runs[0]).not.toHaveProperty("outputs");
  });

  it("are there for a run that goes on, and for a part that builds on them", async () => {
    const directory = await testDirectory();
    const workflow = workflowOf(
      [node("p", "prompt", { text: "", input: "text" }), llm("m"), llm("n", { system: "n" })],
      ["p.text>m.prompt", "m.text>n.prompt"],
    );
    const asked: number[] = [];
    const callLlm = answering((text, { system }) => {
      asked.push(text.length);
      if (asked.length === 2) throw new AppError("upstream_unavailable", "Not now.");
      return system === "n" ? "short" : `${text}!`;
    });
    const runs = runServiceIn(directory, { callLlm });
    const { id } = await runs.start(workflow, { inputs: { text: large } });
    await watch(runs, id);
    await runs.resume(id, { only: "failed" });
    expect((await watch(runs, id)).at(-1)).toMatchObject({ status: "completed" });
    const part = { select: { nodes: ["n"], mode: "only" }, useCache: false } as const;
    await runToEnd(runServiceIn(directory, { callLlm }), workflow, part);
    const { length } = large;
    expect(asked).toEqual([length, length + 1, length + 1, length + 1]);
  });

  it("are waited for by a run that goes on unasked while the store is away", async () => {
    const directory = await testDirectory();
    const callLlm = answering(() => {
      throw new AppError("upstream_unavailable", "Not now.");
    });
    const workflow = workflowOf([node("p", "prompt", { text: large }), llm("m")], ["p.text>m.prompt"]);
    const before = runServiceIn(directory, { callLlm });
    const { id } = await before.start(workflow);
    await watch(before, id);
    await noteAndDie(directory, id, { type: "run-resume", retryFailed: true });
    const asked = new Set<string>();
    const away = async (asset: string) => {
      if (asked.size < asked.add(asset).size)
        throw new AppError("storage_failed", "The database is away.", { reason: "ECONNREFUSED" });
      return before.assets.get(asset);
    };
    const assets = { ...before.assets, get: away };
    const patience = { patienceMs: 60_000, outlasts: endsByItself };
    const after = runServiceIn(directory, { assets, patientAssets: createPatientAssets(assets, patience) });
    await after.recovery.afterStart();
    expect((await watch(after, id)).at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  });

  it("are read a few at a time", async () => {
    const ref = (n: number) => ({ asset: String(n).repeat(64), mime: "application/vnd.patchbay.value+json", bytes: 9 });
    const events = Array.from(
      { length: 100 },
      (_, n): RunEventBody => ({
        type: "node-item",
        node: "m",
        item: n,
        attempt: 1,
        durationMs: 1,
        status: "done",
        output: { text: ref(n) },
      }),
    );
    let [underWay, most] = [0, 0];
    const get = async (asset: string) => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      return Buffer.from(JSON.stringify(asset));
    };
    const whole = await putAllBack(events, { get, put: () => Promise.reject(new Error("Nothing is put.")) });
    expect(whole.map((event) => event.type === "node-item" && event.output)).toEqual(
      events.map((_, n) => ({ text: ref(n).asset })),
    );
    expect(most).toBe(8);
  });

  it("are put away when they are lists of small ones too", async () => {
    const directory = await testDirectory();
    const runs = runServiceIn(directory);
    const text = Array.from({ length: 10_000 }, (_, index) => `a row ${index}`).join("\n");
    const nodes = [node("l", "list", { text, split: "lines" }), node("o", "output", { format: "auto" })];
    const events = await runToEnd(runs, workflowOf(nodes, ["l.items>o.value"]));
    const [{ id } = { id: "" }] = (await runs.list()).runs;
    expect(await watch(runServiceIn(directory), id)).toEqual(events);
    const lists = events.filter(({ type }) => type === "node-end" || type === "run-end");
    expect(JSON.stringify(lists).length).toBeGreaterThan(300_000);
    expect(JSON.stringify(events).length - (await stat(journalOf(directory, id))).size).toBeGreaterThan(300_000);
  });

  it("leave a run as it was when one that it needs to go on is gone", async () => {
    const directory = await testDirectory();
    const callLlm = answering(() => {
      throw new AppError("upstream_unavailable", "Not now.");
    });
    const workflow = workflowOf([node("p", "prompt", { text: large }), llm("m")], ["p.text>m.prompt"]);
    const runs = runServiceIn(directory, { callLlm });
    const { id } = await runs.start(workflow);
    const end = (await watch(runs, id)).findLast(({ type }) => type === "node-end");
    const kept = JSON.stringify(end?.type === "node-end" ? end.output.text : "");
    await rm(join(directory, "assets", createHash("sha256").update(kept).digest("hex")));
    await expect(runs.resume(id)).rejects.toMatchObject({ code: "storage_failed" });
    expect(await runs.read(id)).toMatchObject({ status: "failed" });
  });

  it("are told to be gone when they are", async () => {
    const directory = await testDirectory();
    const runs = runServiceIn(directory);
    const { id } = await runs.start(passing, { inputs: { text: large } });
    await watch(runs, id);
    await rm(join(directory, "assets"), { recursive: true });
    await expect(runs.read(id)).rejects.toMatchObject({ code: "storage_failed" });
    expect((await runs.list()).runs).toHaveLength(1);
  });

  it("may be lists of any length", async () => {
    const rows = Array.from({ length: 200_000 }, () => 1);
    const workflow = workflowOf(
      [node("l", "list", { text: "", split: "json", input: "rows" }), node("o", "output", { format: "auto" })],
      ["l.items>o.value"],
    );
    const runs = runServiceIn(await testDirectory());
    const { id } = await runs.start(workflow, { inputs: { rows } });
    const types = (await watch(runs, id)).map(({ type }) => type);
    expect(types.at(-1)).toBe("run-end");
    expect((await runs.read(id)).status).toBe("completed");
  });

  it("are read a few at a time where a run asks about many of them", async () => {
    const assets = createFileAssetStore(join(await testDirectory(), "assets"));
    let [atOnce, most] = [0, 0];
    const counted: AssetStore = {
      ...assets,
      get: async (sha256) => {
        most = Math.max(most, ++atOnce);
        return assets.get(sha256).finally(() => atOnce--);
      },
    };
    const runs = runServiceIn(await testDirectory(), { assets: counted });
    const texts = Array.from({ length: 30 }, (_, n) => `${n} ${"owl ".repeat(20_000)}`.trim());
    const workflow = workflowOf(
      [
        node("l", "list", { text: texts.join("\n"), split: "lines" }),
        node("r", "review", { question: "Good?", mode: "approve" }),
        node("o", "output", { format: "auto" }),
      ],
      ["l.items>r.value", "r.approved>o.value"],
    );
    const { id } = await runs.start(workflow);
    await watch(runs, id);
    most = 0;
    expect((await runs.look(id)).waiting.map(({ value }) => value)).toEqual(texts);
    expect(most).toBeLessThan(10);
  });
});
