import { describe, expect, it } from "vitest";
import type { RunJournal } from "@/lib/storage/ports";
import type { RunEvent, RunEventBody } from "@/types/run";
import { createEventWriter } from "./eventWriter";

function memoryJournal(): { journal: RunJournal; told: RunEventBody[] } {
  const told: RunEventBody[] = [];
  const append = async (_: string, bodies: RunEventBody[]) =>
    bodies.map((body): RunEvent => ({ seq: told.push(body), at: "now", ...body }));
  return {
    told,
    journal: {
      append,
      read: async () => [],
      readFrom: async function* () {},
      outlasts: () => false,
      placeAfter: () => 0,
      size: async () => 0,
      watch: async () => ({ next: async () => false, close: () => {} }),
      remove: async () => {},
    },
  };
}

const fail = (error: unknown) => {
  throw error;
};

describe("the event writer", () => {
  it("writes the text of nodes that a cancel has stopped before the end of the run, which is the last event", async () => {
    const { journal, told } = memoryJournal();
    const writer = createEventWriter({ runId: "r", journal, publish: () => {}, onFailure: fail });
    writer.push({ type: "node-delta", node: "m", text: "half" });
    writer.push({ type: "run-end", status: "cancelled", outputs: {} });
    await writer.drain();
    expect(told.map(({ type }) => type)).toEqual(["node-delta", "run-end"]);
  });

  it("groups what a model thinks as it groups its text, and writes it before what ends it", async () => {
    const { journal, told } = memoryJournal();
    const writer = createEventWriter({ runId: "r", journal, publish: () => {}, onFailure: fail });
    for (const text of ["Let ", "me ", "see."]) writer.push({ type: "node-reasoning", node: "m", text });
    writer.push({ type: "node-delta", node: "m", text: "Yes" });
    writer.push({ type: "node-end", node: "m", output: { text: "Yes" }, cached: false, durationMs: 1 });
    await writer.drain();
    expect(told.slice(0, -1)).toEqual([
      { type: "node-reasoning", node: "m", text: "Let me see." },
      { type: "node-delta", node: "m", text: "Yes" },
    ]);
    expect(told).toHaveLength(3);
  });

  it("gathers the text of each item apart, and writes it before the item's end", async () => {
    const { journal, told } = memoryJournal();
    const writer = createEventWriter({ runId: "r", journal, publish: () => {}, onFailure: fail });
    for (const letter of "ab") {
      for (const item of [0, 1]) writer.push({ type: "node-delta", node: "m", text: `${letter}${item}`, item });
    }
    writer.push({ type: "node-delta", node: "n", text: "alone" });
    writer.push({ type: "node-item", node: "m", item: 0, status: "done", attempt: 1, durationMs: 1 });
    await writer.drain();
    expect(told.map((event) => [event.type, "text" in event && event.text, "item" in event && event.item])).toEqual([
      ["node-delta", "a0b0", 0],
      ["node-item", false, 0],
      ["node-delta", "a1b1", 1],
      ["node-delta", "alone", false],
    ]);
  });

  it("keeps nobody waiting for what was pushed while the journal refused", async () => {
    const { journal } = memoryJournal();
    const refused = Promise.withResolvers<never>();
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => void failures.push(error);
    const full = { ...journal, append: () => refused.promise };
    const writer = createEventWriter({ runId: "r", journal: full, publish: () => {}, onFailure });
    writer.push({ type: "node-start", node: "a", attempt: 1 });
    await Promise.resolve();
    await Promise.resolve();
    writer.push({ type: "node-start", node: "b", attempt: 1 });
    const written = writer.written();
    refused.reject(new Error("The disk is full."));
    await expect(written).resolves.toBeUndefined();
    await expect(writer.drain()).rejects.toThrow("full");
    expect(failures).toHaveLength(1);
  });

  it("writes what was pushed before it is closed, and nothing that comes after", async () => {
    const { journal, told } = memoryJournal();
    const writer = createEventWriter({ runId: "r", journal, publish: () => {}, onFailure: fail });
    writer.push({ type: "node-delta", node: "m", text: "said" });
    writer.push({ type: "node-start", node: "a", attempt: 1 });
    writer.close();
    writer.push({ type: "node-delta", node: "m", text: "late" });
    writer.push({ type: "run-end", status: "cancelled", outputs: {} });
    await writer.drain();
    expect(told.map(({ type }) => type)).toEqual(["node-start", "node-delta"]);
    expect(told[1]).toMatchObject({ text: "said" });
  });
});
