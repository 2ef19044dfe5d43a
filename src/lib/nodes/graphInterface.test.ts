import { describe, expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { graphInterfaceOf, readWiredInputs } from "./graphInterface";
import { namedInputsOf } from "./namedInputs";

const output = (id: string) => node(id, "output", { name: id, format: "auto" });

describe("the ports of a node that holds a workflow", () => {
  it("are its named inputs by their kinds, needed where the workflow is lost without them", () => {
    const workflow = workflowOf(
      [
        node("p", "prompt", { text: "{{topic}}" }),
        node("q", "prompt", { text: "kept", input: "draft" }),
        node("i", "imageInput", { input: "photo" }),
        node("f", "fileInput", { as: "text", input: "paper" }),
        node("t", "list", { text: "", split: "csv", input: "rows" }),
      ],
      [],
    );
    expect(graphInterfaceOf(workflow).inputs).toEqual([
      { name: "topic", type: "text", required: true },
      { name: "draft", type: "text" },
      { name: "photo", type: "image", required: true },
      { name: "paper", type: "file", required: true },
      { name: "rows", type: "any", list: true, whole: true, required: true },
    ]);
  });

  it("carry what the wires into its outputs do", () => {
    const workflow = workflowOf(
      [
        node("l", "list", { text: "a", split: "lines" }),
        llm("m"),
        node("j", "jsonExtract", { path: "" }),
        node("x", "join", { separator: "" }),
        ...["each", "part", "whole", "loose"].map(output),
      ],
      [
        "l.items>m.prompt",
        "m.text>each.value",
        "x.text>j.json",
        "j.value>part.value",
        "m.text>x.items",
        "x.text>whole.value",
      ],
    );
    expect(graphInterfaceOf(workflow).outputs).toEqual([
      { name: "each", type: "text", list: true },
      { name: "part", type: "json", listIfArray: true },
      { name: "whole", type: "text" },
    ]);
  });
});

describe("what is wired to such a node", () => {
  const named = namedInputsOf({
    ...workflowOf(
      [node("p", "prompt", { text: "{{a}} {{n}} {{c}}" }), node("q", "prompt", { text: "x", input: "d" })],
      [],
    ),
    settings: { inputs: { n: { kind: "number" }, c: { kind: "choice", options: ["x", "y"], default: "y" } } },
  });

  it("is read as its kind wants it, and what is not wired stays as it stands", () => {
    expect({ ...readWiredInputs(named, { a: { b: 1 }, n: "7" }) }).toEqual({
      a: '{\n  "b": 1\n}',
      n: 7,
      c: "y",
      d: "x",
    });
  });

  it("may be an empty text, as on any wire", () => {
    expect(readWiredInputs(named, { a: "", n: 1 }).a).toBe("");
  });

  it("is refused where it is nothing of the kind", () => {
    expect(() => readWiredInputs(named, { a: "x", n: "many" })).toThrow("The input n must be a number.");
    expect(() => readWiredInputs(named, { a: "x", n: 1, c: "z" })).toThrow("The input c must be one of: x, y.");
  });
});
