import { expect, it } from "vitest";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { nodeToChange } from "./declinedPrompt";

const join = { id: "j", type: "join", data: {} };
const document = workflow(
  [prompt("style"), prompt("ask"), join, llm("b"), llm("c")],
  [wire("style.text", "b.system"), wire("ask.text", "j.items"), wire("j.text", "b.prompt")],
);

it("leads from a declined text to the prompt that was sent, through what only passes it on", () => {
  expect(nodeToChange(document, "b", "content_rejected")).toBe("ask");
  expect(nodeToChange(document, "b", "context_too_long")).toBe("ask");
});

it("leads to the node itself when the text is not the matter, or nobody wrote one", () => {
  expect(nodeToChange(document, "b", "unsupported_option")).toBe("b");
  expect(nodeToChange(document, "c", "content_rejected")).toBe("c");
});
