import type { Element, Nodes } from "hast";
import { toMdast } from "hast-util-to-mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

/** Headings, lists, tables and links as Markdown; of a picture what is written for those who do not see it. */
export function markdownOf(tree: Nodes): string {
  nameColumns(tree);
  const root = toMdast(tree, { handlers: { img: (_, { properties }) => alternative(properties.alt) } });
  return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: "-", rule: "*" }).trim();
}

function alternative(text: unknown) {
  const value = typeof text === "string" ? text.trim() : "";
  return value === "" ? undefined : { type: "text" as const, value: `Picture: ${value}` };
}

/** A table in Markdown has a head: where none is marked, its first row is one. */
function nameColumns(node: Nodes): void {
  if (!("children" in node)) return;
  if (node.type === "element" && node.tagName === "table" && find(node, "th") === undefined) {
    for (const cell of find(node, "tr")?.children ?? []) if (cell.type === "element") cell.tagName = "th";
  }
  for (const child of node.children) nameColumns(child);
}

/** The first element of that name below a node. */
export function find(node: Nodes, ...names: string[]): Element | undefined {
  if (!("children" in node)) return undefined;
  for (const child of node.children) {
    if (child.type !== "element") continue;
    const found = names.includes(child.tagName) ? child : find(child, ...names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Rows as a Markdown table, the first of which is its head. */
export function markdownTable(rows: string[][]): string {
  const width = Math.max(...rows.map(({ length }) => length));
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, place) => toCell(cells[place] ?? "")).join(" | ")} |`;
  const [head = [], ...others] = rows;
  return [line(head), `|${" --- |".repeat(width)}`, ...others.map(line)].join("\n");
}

function toCell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}
