import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { ToolRun } from "@/store/runTools";
import { ToolFold } from "./ToolFold";

afterEach(cleanup);

const tool = (call: string, rest: Partial<ToolRun> = {}): ToolRun => ({
  ...{ call, server: "files", name: "read", arguments: '{"path":"a.txt"}', status: "done" as const },
  ...rest,
});

function unfold(summary: HTMLElement) {
  const details = summary.closest("details");
  if (details === null) throw new Error("Nothing to unfold.");
  details.open = true;
  fireEvent(details, new Event("toggle"));
}

it("says how many calls there were, and unfolds to each with what it was called with, gave and took", async () => {
  render(<ToolFold tools={[tool("c1", { text: "The text.", durationMs: 1200 }), tool("c2", { text: "" })]} />);
  unfold(await screen.findByText("2 tool calls"));
  expect(screen.queryByText("The text.")).toBeNull();
  unfold(screen.getByText("1.2 s"));
  expect(screen.getByText("The text.")).toBeTruthy();
  expect(screen.getByText(/"path": "a.txt"/)).toBeTruthy();
});

it("says what the last one does, and why one failed or was declined", async () => {
  const error = { code: "tool_failed", message: "The server went away." };
  const denied = tool("c2", { name: "write", status: "denied", text: "too dear" });
  render(<ToolFold tools={[tool("c1", { status: "failed", error }), denied]} />);
  unfold(await screen.findByText("2 tool calls"));
  expect(screen.getByText("· write: declined")).toBeTruthy();
  unfold(screen.getByText("failed"));
  expect(screen.getByText("The server went away.")).toBeTruthy();
  unfold(screen.getByText("declined"));
  expect(screen.getByText("A person said")).toBeTruthy();
});

it("leads to all of a long result", async () => {
  const whole = { asset: "f".repeat(64), mime: "text/markdown", bytes: 70_000 };
  render(<ToolFold tools={[tool("c1", { text: "The beginning", whole })]} />);
  unfold(await screen.findByText("1 tool call"));
  unfold(screen.getByText("read"));
  expect(screen.getByRole("link", { name: /All of it/ }).getAttribute("href")).toContain("f".repeat(64));
});

it("is not there without calls", () => {
  const { container } = render(<ToolFold tools={undefined} />);
  expect(container.innerHTML).toBe("");
});
