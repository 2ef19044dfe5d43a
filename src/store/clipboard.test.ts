import { expect, it } from "vitest";
import { parseClipboardText, toClipboardText } from "./clipboard";
import { llm, prompt, wire, workflow } from "./testWorkflow";
import { partsOf } from "./workflowStore";

it("brings nodes through plain text and back", () => {
  const parts = partsOf(workflow([prompt("a", "Hi"), llm("b")], [wire("a.text", "b.prompt")]), ["a", "b"]);
  expect(parseClipboardText(toClipboardText(parts))).toMatchObject(parts);
});

it("finds nothing in text that is not its own", () => {
  expect(parseClipboardText("Hello")).toBeUndefined();
  expect(parseClipboardText('{"nodes":[]}')).toBeUndefined();
  expect(parseClipboardText('{"format":"patchbay/nodes","version":1,"nodes":[{"id":"../x"}]}')).toBeUndefined();
});
