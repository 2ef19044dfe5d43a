import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answering } from "@/lib/engine/testRun";
import { killWorkflow, listWorkflow, noteAndDie, runServiceIn, runToEnd, watch } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { requireKnown } from "./requireKnown";

/** Lines as a later version may write them. */
const nextVersion = {
  "an event of a new kind": { type: "node-lend", node: "m", to: "another server" },
  "an event with a new field": { type: "node-queue", node: "m", lane: 2 },
  "a new word for an outcome": { type: "node-item", node: "m", item: 0, status: "waived", attempt: 1, durationMs: 1 },
};

/** A run that was cut off after what another version wrote into its journal. */
async function cutOffWith(line: object) {
  const directory = await testDirectory();
  const asked: string[] = [];
  const reported: unknown[] = [];
  const open = () =>
    runServiceIn(directory, {
      callLlm: answering((text) => {
        asked.push(text);
        return text.toUpperCase();
      }),
      reportBug: (error) => String(reported.push(error)),
    });
  const before = open();
  const { id } = await before.start(listWorkflow(["owl"]));
  await watch(before, id);
  const path = join(directory, "runs", id, "events.jsonl");
  const lines = (await readFile(path, "utf8")).split("\n").filter((text) => text !== "" && !text.includes("run-end"));
  await writeFile(path, `${lines.join("\n")}\n`);
  await appendFile(path, `${JSON.stringify({ seq: lines.length + 1, at: new Date().toISOString(), ...line })}\n`);
  asked.length = 0;
  return { id, path, runs: open(), asked, reported };
}

describe.each(Object.entries(nextVersion))("a run whose journal has %s", (_, line) => {
  it("is shown, and neither gone on with nor given up: its journal stays as it is", async () => {
    const { id, path, runs, asked, reported } = await cutOffWith(line);
    const before = await readFile(path, "utf8");
    expect((await runs.list()).runs).toMatchObject([{ id, status: "interrupted" }]);
    expect(await watch(runs, id)).toHaveLength(before.split("\n").length - 1);
    await expect(runs.resume(id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/Another version/),
    });
    await expect(runs.cancel(id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/Another version/),
    });
    await runs.recovery.afterStart();
    expect(reported).toMatchObject([{ code: "conflict" }]);
    expect(await readFile(path, "utf8")).toBe(before);
    expect(asked).toEqual([]);
    expect(await runs.isAtWork(id)).toBe(false);
    await runs.remove(id);
    expect((await runs.list()).runs).toEqual([]);
  });
});

it("knows everything that this version writes", async () => {
  const directory = await testDirectory();
  const callLlm = answering((text) => {
    if (text.includes("owlowl")) throw new AppError("content_rejected", "No.");
    if (text.includes("owl")) throw new AppError("usage_limit_reached", "Later.", { account: "a", window: "5 h" });
    return text;
  });
  const runs = runServiceIn(directory, { callLlm });
  const events = await runToEnd(runs, killWorkflow);
  const id = (await runs.list()).runs[0]?.id ?? "";
  await noteAndDie(directory, id, { type: "run-resume", retryFailed: true, account: { instead: [""], use: "b" } });
  expect(() => requireKnown(id, events)).not.toThrow();
  await runs.resume(id);
  expect(new Set((await watch(runs, id)).map(({ type }) => type)).size).toBeGreaterThan(7);
});
