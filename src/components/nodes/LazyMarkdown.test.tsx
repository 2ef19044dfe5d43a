import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { beginningOf, LazyMarkdown } from "./LazyMarkdown";
import { useReader } from "./readerUi";

afterEach(cleanup);

describe("LazyMarkdown", () => {
  it("shows the beginning of a long text, and leads to all of it", async () => {
    render(<LazyMarkdown text={`${"word ".repeat(5_000)}\n\nlast words`} nodeId="answer" />);
    fireEvent.click(await screen.findByRole("button", { name: "Read all of it" }));
    expect(useReader.getState()).toEqual({ nodeId: "answer", item: 0 });
    expect(screen.queryByText("last words")).toBeNull();
  });

  it("shows a short text whole", async () => {
    render(<LazyMarkdown text="**short**" nodeId="answer" />);
    expect((await screen.findByText("short")).tagName).toBe("STRONG");
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("beginningOf", () => {
  it("ends with a block, else with a line, else with a word", () => {
    expect(beginningOf("aaaa bb cccc", 8)).toBe("aaaa bb");
    expect(beginningOf("aaaaaa\n\nbb cc", 10)).toBe("aaaaaa");
    expect(beginningOf("aaaaaa\nbb cc", 8)).toBe("aaaaaa");
    expect(beginningOf("aaaaaaaaaaaa", 8)).toBe("aaaaaaaa");
  });
});
