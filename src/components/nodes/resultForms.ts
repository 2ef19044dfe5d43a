import { downloadFile } from "@/components/downloadFile";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { reader as words } from "@/components/messages/reader";
import type { Value } from "@/types/run";
import type { Readable } from "./readable";
import { readCited, withSources } from "./sources";

/** In what a result can leave the page. */
export const resultForms = ["markdown", "plain", "json"] as const;
export type ResultForm = (typeof resultForms)[number];

const files: Record<ResultForm, { ending: string; mime: string }> = {
  markdown: { ending: "md", mime: "text/markdown" },
  plain: { ending: "txt", mime: "text/plain" },
  json: { ending: "json", mime: "application/json" },
};

/** One result, or those of a list one after the other. */
export async function toForm(results: readonly Readable[], form: ResultForm): Promise<string> {
  if (form === "json") {
    const values = results.map(toJsonValue);
    return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`;
  }
  if (form === "markdown") return `${results.map(toMarkdown).join("\n\n---\n\n")}\n`;
  // The parser of Markdown is no part of the first page.
  const { toPlainText } = await import("./plainText");
  const texts = results.map((result) =>
    result.json === undefined ? toPlainText(toMarkdown(result)) : prettyOf(result.json),
  );
  return `${texts.join("\n\n")}\n`;
}

function toJsonValue({ json, text, assets, error }: Readable): Value {
  if (error !== undefined) return { error: error.message };
  return json ?? assets ?? text;
}

function toMarkdown({ json, text, sources, assets, error }: Readable): string {
  if (error !== undefined) return error.message;
  const value = json ?? assets;
  if (value !== undefined) return `\`\`\`json\n${prettyOf(value)}\n\`\`\``;
  const { list } = readCited(sources, text);
  return (list.length === 0 ? text : withSources(text, list, nodeWords.sources.label)).trimEnd();
}

const prettyOf = (value: Value) => JSON.stringify(value, null, 2);

/** Hands a result to the browser as a file, called after its workflow and its node. */
export function downloadForm(content: string, form: ResultForm, workflow: string, node: string): void {
  const { ending, mime } = files[form];
  downloadFile(new Blob([content], { type: mime }), `${fileStem(words.fileStem(workflow, node))}.${ending}`);
}

/** Without signs that a file system may refuse. */
export function fileStem(name: string): string {
  return name.replace(/[\\/:*?"<>|\s\p{Cc}]+/gu, " ").trim();
}
