import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { idleNode, type NodeRun } from "@/store/runReducer";
import type { Value } from "@/types/run";
import { NodeAnswer } from "./Answer";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const sources: Value = [
  { url: "https://a.test/page", title: "Page A", start: 0, end: 3 },
  { url: "javascript:alert(1)", title: "Odd" },
];

const answer = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, status: "done", ...change });

function unfold(summary: HTMLElement) {
  const details = summary.closest("details");
  if (details === null) throw new Error("Nothing to unfold.");
  details.open = true;
  fireEvent(details, new Event("toggle"));
}

describe("an answer", () => {
  it("keeps what the model told of its thinking folded away, and stays unfolded while more of it comes", () => {
    const { rerender } = render(<NodeAnswer run={answer({ status: "streaming", reasoning: "First I" })} />);
    expect(screen.queryByText("First I")).toBeNull();
    unfold(screen.getByText("Thinking…"));
    expect(screen.getByText("First I")).toBeTruthy();
    rerender(<NodeAnswer run={answer({ status: "streaming", reasoning: "First I look", text: "So" })} />);
    expect(screen.getByText("Reasoning")).toBeTruthy();
    expect(screen.getByText("First I look")).toBeTruthy();
  });

  it("says how long the model thought where both times are known", () => {
    const times = { startedAt: "2026-11-21T10:00:00.000Z", firstTextAt: "2026-11-21T10:00:12.000Z" };
    render(<NodeAnswer run={answer({ reasoning: "x", text: "y", ...times })} />);
    expect(screen.getByText("Thought for 12 s")).toBeTruthy();
  });

  it("lists its sources below it; those that are no pages of the web are no links", async () => {
    render(<NodeAnswer run={answer({ text: "One", output: { text: "One", sources } })} />);
    const list = screen.getByRole("region", { name: "Sources" });
    expect([...list.querySelectorAll("li")].map((row) => row.textContent)).toEqual(["1Page Aa.test", "2Odd"]);
    const link = screen.getByRole("link", { name: "Page A" });
    expect([link.getAttribute("href"), link.getAttribute("target"), link.getAttribute("rel")]).toEqual([
      "https://a.test/page",
      "_blank",
      "noopener noreferrer nofollow",
    ]);
    expect(await screen.findByRole("link", { name: "Source 1: Page A" })).toBeTruthy();
  });

  it("is copied alone or with its sources", async () => {
    const copied: string[] = [];
    vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    render(<NodeAnswer run={answer({ text: "One", output: { text: "One", sources } })} />);
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    fireEvent.click(screen.getByRole("button", { name: "Copy with sources" }));
    await screen.findAllByText("Copied");
    expect(copied).toEqual([
      "One",
      "One\n\nSources:\n\n1. [Page A](<https://a.test/page>)\n2. [Odd](<javascript:alert(1)>)\n",
    ]);
  });

  it("has no sources below it while it is written, or where there are none", () => {
    const { rerender } = render(<NodeAnswer run={answer({ text: "One", output: { text: "One", sources: [] } })} />);
    rerender(<NodeAnswer run={answer({ status: "streaming", text: "One", output: { sources } })} />);
    expect(screen.queryByRole("region", { name: "Sources" })).toBeNull();
  });
});
