import { expect, it } from "vitest";
import type { ItemRun } from "@/store/runItems";
import { idleNode, type NodeRun } from "@/store/runReducer";
import { groupProblems } from "./problems";

const late = { code: "timeout", message: "Late" };
const refused = { code: "content_rejected", message: "No" };
const item = (error?: typeof late): ItemRun => ({ status: error ? "failed" : "done", attempt: 1, text: "", error });
const node = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, ...change });

it("groups the same failure over nodes and items, most frequent first", () => {
  const nodes = {
    a: node({ status: "failed", error: refused }),
    b: node({ status: "done", items: [item(late), item(), item(late)] }),
    c: node({ status: "failed", error: late }),
    d: node({ status: "failed", error: late, isEarlier: true }),
  };
  expect(groupProblems({ nodes }).map(({ error, nodes }) => [error.code, [...nodes]])).toEqual([
    [
      "timeout",
      [
        ["b", 2],
        ["c", 0],
      ],
    ],
    ["content_rejected", [["a", 0]]],
  ]);
});

it("tells the failure of all items of a node once", () => {
  const all = { ...late, message: "All 2 items failed. The first: Late" };
  const nodes = { a: node({ status: "failed", error: all, items: [item(late), item(late)] }) };
  expect(groupProblems({ nodes }).map(({ error }) => error.message)).toEqual(["Late"]);
});
