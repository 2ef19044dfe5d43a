import type { Nodes, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm);

/** Markdown as somebody would type it into a message: the words, with lists and tables kept apart, without its signs. */
export function toPlainText(markdown: string): string {
  return blocksOf(parser.parse(markdown), "\n\n");
}

function blocksOf(node: { children: Nodes[] }, between: string): string {
  return node.children
    .map(blockText)
    .filter((text) => text !== "")
    .join(between);
}

function blockText(node: Nodes): string {
  switch (node.type) {
    case "list": {
      const start = node.start ?? 1;
      const items = node.children.map((item, index) => {
        const mark = node.ordered ? `${start + index}. ` : "- ";
        const done = item.checked == null ? "" : item.checked ? "[x] " : "[ ] ";
        return mark + indent(done + blocksOf(item, "\n"), " ".repeat(mark.length));
      });
      return items.join("\n");
    }
    case "table":
      return tableText(node);
    case "code":
      return node.value;
    case "thematicBreak":
      return "---";
    case "html":
    case "definition":
      return "";
    case "blockquote":
    case "footnoteDefinition":
      return blocksOf(node, "\n\n");
    default:
      return inlineText(node);
  }
}

/** For spreadsheets: a tab between cells. */
function tableText({ children }: Table): string {
  return children.map((row) => row.children.map(inlineText).join("\t")).join("\n");
}

function inlineText(node: Nodes): string {
  if (node.type === "break") return "\n";
  if (node.type === "html") return "";
  if (node.type === "image") return node.alt ?? "";
  if (node.type === "link") {
    const words = node.children.map(inlineText).join("");
    return words === node.url || node.url === `mailto:${words}` ? words : `${words} (${node.url})`;
  }
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map((child: Nodes) => inlineText(child)).join("") : "";
}

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}
