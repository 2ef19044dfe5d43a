import { join } from "node:path";
import { expect, test } from "vitest";
import { answering, llm, node, wire } from "@/lib/engine/testRun";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { runEventSchema } from "@/types/run";
import { runServiceIn } from "./testRunService";

test("a table runs row by row from a stored file into the journal, and one bad row is a problem, not a failure", async () => {
  const directory = await testDirectory();
  const assets = createFileAssetStore(join(directory, "assets"));
  const rows = Array.from({ length: 200 }, (_, index) => `animal ${index},${index === 7 ? "bad" : "good"}`);
  const asset = await assets.put(Buffer.from(["name,mood", ...rows].join("\r\n")), "text/csv");
  const runs = runServiceIn(directory, {
    callLlm: answering((text) => {
      if (text.includes("bad")) throw new AppError("content_rejected", "No.");
      return text.toUpperCase();
    }),
  });
  const { id } = await runs.start({
    ...{ format: "patchbay/workflow", version: 1, id: "w", name: "Table", revision: 1 },
    nodes: [
      node("f", "fileInput", { asset, as: "csv" }),
      node("p", "prompt", { text: "{{name}} is {{mood}}" }),
      llm("m"),
      node("o", "output", { format: "auto" }),
    ],
    edges: ["f.items>p.data", "p.text>m.prompt", "m.text>o.value"].map(wire),
    layout: { nodes: {}, groups: [] },
  });
  const events = [];
  for await (const event of runs.events(id, 0, new AbortController().signal)) events.push(event);
  expect(events.at(-1)).toMatchObject({ type: "run-end" });
  for (const event of events) expect(runEventSchema.safeParse(event).error).toBeUndefined();

  const summary = await runs.read(id);
  expect(summary).toMatchObject({ status: "completed", problems: 1, counts: { done: 4, failed: 0, calls: 199 } });
  expect(summary.usage.totalTokens).toBe(3 * 199);
  const places = summary.outputs?.o as unknown[];
  expect(places[199]).toBe("ANIMAL 199 IS GOOD");
  expect(places[7]).toEqual({ error: { code: "content_rejected", message: "No." } });
  const items = events.filter((event) => event.type === "node-item" && event.node === "m");
  expect(items).toHaveLength(200);
});
