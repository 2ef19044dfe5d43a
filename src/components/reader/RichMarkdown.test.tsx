import { render, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { withDollars } from "@/components/nodes/rich/dollars";
import { highlight } from "@/components/nodes/rich/highlight";
import { rehypePlugins, remarkPlugins } from "@/components/nodes/rich/math";
import { RichMarkdown } from "./RichMarkdown";

const math = { remarkPlugins, rehypePlugins };

function show(markdown: string) {
  const text = withDollars(markdown);
  const chunk = { text, start: 0, end: text.length, lead: 0 };
  return render(<RichMarkdown chunk={chunk} marks={[]} math={math} />).container;
}

describe("formulas", () => {
  it("are set between dollars and in the brackets of TeX, in a line or on a line of their own", () => {
    for (const inline of ["so $x^2$ is", "so \\(x^2\\) is"]) {
      const container = show(inline);
      expect(container.querySelectorAll(".katex")).toHaveLength(1);
      expect(container.querySelector(".katex-display")).toBeNull();
      expect(container.textContent).toMatch(/^so .*is$/);
    }
    for (const display of ["$$\nx^2\n$$", "\\[x^2\\]", "\\[\nx^2\n\\]"]) {
      expect(show(display).querySelectorAll(".katex-display"), display).toHaveLength(1);
    }
  });

  it("are no prices, and nothing that stands in code", () => {
    const texts = ["From $5 to $10 a month.", "Between $20 and 30$ it is.", "`$x$`", "```\n\\(x\\)\n```", "US$5/CA$7"];
    for (const text of texts) expect(show(text).querySelector(".katex"), text).toBeNull();
    expect(show("From $5 to $10 a month.").textContent).toBe("From $5 to $10 a month.");
    expect(show("```\n\\(x\\)\n```").textContent).toContain("\\(x\\)");
  });

  it("link nowhere, load nothing and show as they are written where they are wrong", () => {
    const container = show(
      "$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://example.com/x.png}$ $\\htmlClass{a}{x}$ $\\frac{1$",
    );
    expect(container.querySelector("a, img")).toBeNull();
    expect(container.textContent).toContain("\\frac{1");
  });
});

describe("code", () => {
  it("is coloured once its language is there, sign for sign as it was", async () => {
    const container = show('```ts\nconst x = "a";\n\n// end\n```');
    await waitFor(() => expect(container.querySelector(".token-keyword")?.textContent).toBe("const"), {
      timeout: 20_000,
    });
    expect(container.querySelector("pre")?.textContent).toBe('const x = "a";\n\n// end');
    expect(container.querySelector("pre [style]")).toBeNull();
  });

  it("of an unknown language, a drawing in Mermaid among them, stays plain", async () => {
    expect(await highlight("graph TD; A-->B", "mermaid")).toBeUndefined();
    expect(await highlight("x", "constructor")).toBeUndefined();
    expect(await highlight("x\n".repeat(30_000), "ts")).toBeUndefined();
    expect(show("```mermaid\ngraph TD\n```").querySelector("pre")?.textContent).toBe("graph TD");
  });
});

it("lets headings be found by their place in the whole text", () => {
  const chunk = { text: "lead\n\n# Title", start: 100, end: 113, lead: 4 };
  render(<RichMarkdown chunk={chunk} marks={[]} math={undefined} />);
  expect(screen.getByRole("heading", { name: "Title" }).dataset.at).toBe("102");
});
