import { describe, expect, it } from "vitest";
import { llm, prompt, wire } from "@/store/testWorkflow";
import { listFlow, portKey } from "./useListFlow";

const list = { id: "rows", type: "list", data: { text: "", split: "csv" } };
const join = { id: "all", type: "join", data: { separator: "" } };

describe("the ports that a list goes through", () => {
  it("are those of every node that runs once per item, until a join gathers them", () => {
    const nodes = [list, prompt("ask", "{{name}}"), llm("write"), join, prompt("after", "{{all}}")];
    const edges = [
      wire("rows.items", "ask.data"),
      wire("ask.text", "write.prompt"),
      wire("write.text", "all.items"),
      wire("all.text", "after.all"),
    ];
    const flow = listFlow({ nodes, edges });
    const expected = [
      "ask",
      "write",
      portKey("rows", "output", "items"),
      portKey("ask", "input", "data"),
      portKey("ask", "output", "text"),
      portKey("write", "input", "prompt"),
      portKey("write", "output", "text"),
      portKey("all", "input", "items"),
    ];
    expect([...flow].sort()).toEqual(expected.sort());
  });

  it("are known while wires lead nowhere and inputs lack theirs", () => {
    const edges = [wire("rows.items", "write.gone"), wire("rows.items", "nobody.text")];
    expect([...listFlow({ nodes: [list, llm("write")], edges })]).toEqual([portKey("rows", "output", "items")]);
  });
});
