import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { JsonText } from "./JsonText";
import { LazyMarkdown } from "./LazyMarkdown";
import { beginningOf } from "./RestOfText";
import { useReader } from "./readerUi";
import { gainsFromRich, RichTexts } from "./rich/richTexts";

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

describe("a text to be read", () => {
  const code = '```ts\nconst x = "a";\n```\n\nso $x^2$ is';

  it("has colours in its code and its formulas set", async () => {
    const { container } = render(
      <RichTexts value>
        <LazyMarkdown text={code} />
      </RichTexts>,
    );
    const patience = { timeout: 20_000 };
    await waitFor(() => expect(container.querySelector(".token-keyword")?.textContent).toBe("const"), patience);
    await waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(1), patience);
  });

  it("is plain where it is glanced at", async () => {
    const { container } = render(<LazyMarkdown text={code} />);
    await waitFor(() => expect(container.querySelector("pre")?.textContent).toBe('const x = "a";\n'));
    expect(container.querySelector("[data-language]")).toBeNull();
    expect(container.textContent).toContain("$x^2$");
  });

  it("gains only where there is code or a formula", () => {
    expect(["# Title\n\n- a", "`x` **y**", "one ``` two"].map(gainsFromRich)).toEqual([false, false, false]);
    expect(["~~~\nx\n~~~", "\\(x\\)", "```js\n```"].map(gainsFromRich)).toEqual([true, true, true]);
  });
});

it("shows of long JSON and long plain text the beginning too", () => {
  const list = Array.from({ length: 5_000 }, (_, index) => index);
  const { container } = render(<JsonText value={list} nodeId="answer" />);
  expect(container.querySelector("pre")?.textContent?.length).toBeLessThan(21_000);
  fireEvent.click(screen.getByRole("button", { name: "Read all of it" }));
  cleanup();
  render(<JsonText value="[1]" nodeId="answer" isPlain />);
  expect(screen.getByText("[1]")).toBeTruthy();
});

describe("beginningOf", () => {
  it("ends with a block, else with a line, else with a word", () => {
    expect(beginningOf("aaaa bb cccc", 8)).toBe("aaaa bb");
    expect(beginningOf("aaaaaa\n\nbb cc", 10)).toBe("aaaaaa");
    expect(beginningOf("aaaaaa\nbb cc", 8)).toBe("aaaaaa");
    expect(beginningOf("aaaaaaaaaaaa", 8)).toBe("aaaaaaaa");
  });
});
