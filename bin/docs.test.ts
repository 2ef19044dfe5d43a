import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const documents = ["README.md", "CHANGELOG.md", ...filesIn("docs").filter((path) => path.endsWith(".md"))];

/** Links and pictures of Markdown and of HTML in it, without what stands in code. */
function linksIn(path: string): string[] {
  const text = readFileSync(path, "utf8")
    .replaceAll(/^( *)```[\s\S]*?^\1```/gm, "")
    .replaceAll(/`[^`\n]*`/g, "");
  const markdown = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
  const html = [...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)];
  return [...markdown, ...html].map(([, link = ""]) => link);
}

/** As GitHub makes the name of a heading. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, "utf8").match(/^#{1,6} .+$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function isBroken(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false;
  const [file = "", anchor] = link.split("#");
  const path = file === "" ? from : join(dirname(from), file);
  if (!existsSync(path)) return true;
  return anchor !== undefined && statSync(path).isFile() && !anchorsOf(path).includes(anchor);
}

function filesIn(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

describe("the documents", () => {
  it.each(documents)("%s leads to nothing that is not there", (path) => {
    expect(linksIn(path).filter((link) => isBroken(path, link))).toEqual([]);
  });

  it("show every picture that is kept for them", () => {
    const shown = documents.flatMap((path) =>
      linksIn(path)
        .filter((link) => link.endsWith(".png"))
        .map((link) => join(dirname(path), link)),
    );
    expect(filesIn("docs/images").filter((path) => !shown.includes(path))).toEqual([]);
  });

  it("have every page of the guide in its index", () => {
    const listed = linksIn("docs/guide/README.md").map((link) => join("docs/guide", link));
    expect(filesIn("docs/guide").filter((path) => !path.endsWith("README.md") && !listed.includes(path))).toEqual([]);
  });
});
