import { describe, expect, it } from "vitest";
import { idleNode } from "@/store/runReducer";
import { llm, prompt, wire } from "@/store/testWorkflow";
import type { Value } from "@/types/run";
import { cellText } from "./cellValue";
import { type ListTable, toListTable } from "./tableModel";
import { doneItem, failedItem, gaveList, ranItems, runWith } from "./testTable";

const list = { id: "a", type: "list", data: { text: "", split: "csv" } };
const graph = {
  nodes: [list, prompt("ask", "{{x}}"), llm("write"), llm("facts")],
  edges: [wire("a.items", "ask.x"), wire("ask.text", "write.prompt"), wire("ask.text", "facts.prompt")],
};
const people: Value[] = [
  { name: "Ada", city: "London" },
  { name: "Grace", age: 85 },
];
const asked = ranItems([doneItem({ text: "p1" }), doneItem({ text: "p2" })]);
const written = ranItems([doneItem({ text: "w1" }, { durationMs: 1500, waitedMs: 500 }), failedItem("Late")]);
const facts = ranItems(
  [doneItem({ text: "{}", json: { ok: true, why: "so" } }), doneItem({ text: "{}", json: { ok: false } })],
  "json",
);
const run = runWith({ a: gaveList(people), ask: asked, write: written, facts });

const column = (table: ListTable | undefined, id: string) => table?.columns.find((its) => its.id === id);
const texts = (table: ListTable | undefined, id: string) =>
  Array.from({ length: table?.count ?? 0 }, (_, row) => {
    const cell = column(table, id)?.cellOf(row);
    return cell === undefined ? undefined : cell.kind === "status" ? cell.status : cellText(cell);
  });

describe("the table of a list", () => {
  it("has a column for each field of what came in, and for each node that ran for it", () => {
    const table = toListTable(graph, run, "write");
    expect(texts(table, "in a\nitems name")).toEqual(["Ada", "Grace"]);
    expect(texts(table, "in a\nitems city")).toEqual(["London", ""]);
    expect(texts(table, "in a\nitems age")).toEqual(["", "85"]);
    expect(texts(table, "out write")).toEqual(["w1", "Late"]);
    expect(column(table, "out write")?.cellOf(1)).toMatchObject({ kind: "error", error: { code: "timeout" } });
  });

  it("has a column for each field of answers that are records", () => {
    const table = toListTable(graph, run, "write");
    expect(texts(table, "out facts ok")).toEqual(["true", "false"]);
    expect(texts(table, "out facts why")).toEqual(["so", ""]);
  });

  it("shows at first no prompts that lead to answers, unless it is theirs", () => {
    const isShown = (asked: string) => column(toListTable(graph, run, asked), "out ask")?.isShownAtFirst;
    expect(isShown("write")).toBe(false);
    expect(isShown("ask")).toBe(true);
    expect(column(toListTable(graph, run, "write"), "out write")?.isShownAtFirst).toBe(true);
  });

  it("tells time without what was spent waiting for a place", () => {
    expect(texts(toListTable(graph, run, "write"), "seconds write")).toEqual(["1", ""]);
  });

  it("counts a failure at any node to the row, and tells a row that failed before from one that is still to come", () => {
    const before = runWith({
      a: gaveList(people),
      ask: ranItems([doneItem({ text: "p1" }), failedItem("Late")]),
      write: { ...ranItems([doneItem({ text: "w1" })]), itemCount: 2 },
    });
    const table = toListTable(graph, before, "write");
    expect([table?.statusOf(0), table?.statusOf(1)]).toEqual(["done", "failed"]);
    expect(texts(table, "out write")).toEqual(["w1", "left-out"]);
    const under = { ...idleNode, status: "running" as const, items: [doneItem({ text: "w1" })] };
    const atWork = runWith({ a: gaveList(people), ask: asked, write: under }, { status: "running" });
    expect(texts(toListTable(graph, atWork, "write"), "out write")).toEqual(["w1", "waiting"]);
    const stopped = runWith({ a: gaveList(people), ask: asked, write: under }, { status: "cancelled" });
    expect(texts(toListTable(graph, stopped, "write"), "out write")).toEqual(["w1", "none"]);
  });

  it("shows words as they come", () => {
    const streaming = {
      ...idleNode,
      status: "streaming" as const,
      items: [{ status: "streaming" as const, attempt: 1, text: "so far" }],
    };
    const table = toListTable(
      graph,
      runWith({ a: gaveList(people), ask: asked, write: streaming }, { status: "running" }),
      "write",
    );
    expect(column(table, "out write")?.cellOf(0)).toEqual({ kind: "partial", text: "so far" });
  });

  it("keeps values together that are not all records, or have too many fields", () => {
    const mixed = toListTable(graph, runWith({ a: gaveList(["one", { name: "Ada" }]) }), "a");
    expect(texts(mixed, "in a\nitems")).toEqual(["one", '{"name":"Ada"}']);
    const wide = Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`f${index}`, index]));
    expect(toListTable(graph, runWith({ a: gaveList([wide]) }), "a")?.columns).toHaveLength(1);
  });

  it("has no columns for pictures, which are values of their own", () => {
    const picture = { asset: "abc", mime: "image/png", bytes: 3 };
    const table = toListTable(graph, runWith({ a: gaveList([picture]) }), "a");
    expect(column(table, "in a\nitems")?.cellOf(0)).toEqual({ kind: "value", value: picture });
  });

  it("shows many fields only when they are asked for", () => {
    const row = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, index]));
    const shown = toListTable(graph, runWith({ a: gaveList([row]) }), "a")?.columns.filter((its) => its.isShownAtFirst);
    expect(shown).toHaveLength(8);
  });

  it("is not there without a list", () => {
    expect(toListTable(graph, runWith({}), "write")).toBeUndefined();
  });
});
