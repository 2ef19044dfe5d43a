import { expect, it } from "vitest";
import { linesToPaste, samplesFor } from "./linesToPaste";

const facts = { origin: "https://patchbay.example", key: "pb_secret", workflowId: "wf_1" };

it("there are lines for what a key opens, and for nothing else", () => {
  expect(samplesFor(["v1"])).toEqual(["environment", "curl", "codex"]);
  expect(samplesFor(["hooks", "mcp"])).toEqual(["claude", "mcp", "hooks"]);
});

it("all of them have this address and the key in them", () => {
  for (const id of samplesFor(["v1", "mcp", "hooks", "runs"])) {
    const text = linesToPaste(id, facts);
    expect(text).toContain("pb_secret");
    expect(text).toMatch(/https:\/\/patchbay\.example\/(v1|mcp|api\/hooks|api\/runs)/);
  }
  expect(linesToPaste("runs", facts)).toContain(`-d '{"workflowId":"wf_1"}'`);
});
