import { expect, it } from "vitest";
import { node, run } from "./testRun";

const list = node("l", "list", { text: "1\n2\n3", split: "lines" });
const transform = (id: string, data: Record<string, unknown>) => node(id, "transform", data);
const output = (id: string) => node(id, "output", { format: "auto" });

it("code works on a list item by item, or on all of it at once, and what it gives is a list again", async () => {
  const { result } = await run(
    [
      list,
      transform("each", { code: "(value) => Number(value) * 10", list: "each" }),
      transform("whole", { code: "(values) => values.filter((value) => value > 10)", list: "whole" }),
      transform("after", { code: "(value) => value + 1", list: "each" }),
      transform("sum", { code: "(values) => values.reduce((sum, value) => sum + value, 0)", list: "whole" }),
      output("o"),
      output("s"),
    ],
    [
      "l.items>each.value",
      "each.value>whole.value",
      "whole.value>after.value",
      "after.value>o.value",
      "after.value>sum.value",
      "sum.value>s.value",
    ],
  );
  expect(result).toEqual({ status: "completed", outputs: { o: [21, 31], s: 52 } });
});

it("an item whose code fails fails alone, with the place in the code", async () => {
  const code = "(value) => {\n  if (value === '2') throw new Error('not two');\n  return value;\n}";
  const { result, events } = await run(
    [list, transform("t", { code, list: "each" }), output("o")],
    ["l.items>t.value", "t.value>o.value"],
  );
  expect(result.status).toBe("completed");
  const failed = events.find((event) => event.type === "node-item" && event.status === "failed");
  expect(failed).toMatchObject({ item: 1, error: { code: "invalid_request", details: { line: 2 } } });
});
