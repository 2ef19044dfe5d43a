import { generateSchema } from "@/lib/nodes/generate";
import type { NamedOutput } from "@/lib/nodes/namedInputs";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { isAssetRef, readItemError, toList, toText } from "@/lib/nodes/values";
import type { AssetRef, Value } from "@/types/run";
import type { Endpoint, Workflow } from "@/types/workflow";

/** An output of a workflow whose value can be the text of an answer. */
export interface TextOutput {
  /** Among the outputs of the run. */
  name: string;
  node: string;
  /** What is wired to it. */
  from: Endpoint;
  /** What its node writes on the way is the beginning of the text, and nothing else. */
  isStreamed: boolean;
}

/** Between the items of a list. */
export const ITEM_GAP = "\n\n";

/** The outputs that give a text, in the order of the document; those made for JSON or pictures come last. */
export function textOutputsOf(workflow: Workflow, outputs: readonly NamedOutput[]): TextOutput[] {
  const { nodes, edges } = toRunnablePart(workflow).graph;
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const found = outputs.flatMap(({ name, node, format }) => {
    const from = edges.find(({ target }) => target.node === node)?.source;
    const writer = from && nodeOf.get(from.node);
    if (from === undefined || writer === undefined || !nodeOf.has(node)) return [];
    const type = portsOf(writer).outputs.find(({ name: port }) => port === from.port)?.type;
    const isPlain = type !== "image" && type !== "file" && format !== "image" && format !== "json";
    return [{ isPlain, output: { name, node, from, isStreamed: writesItself(writer, from.port) } }];
  });
  return found.sort((a, b) => Number(b.isPlain) - Number(a.isPlain)).map(({ output }) => output);
}

/** An answer in JSON is shown whole: one that does not fit its schema is asked for once more. */
function writesItself({ type, data }: Workflow["nodes"][number], port: string): boolean {
  if (type !== "llmGenerate" || port !== "text") return false;
  const settings = generateSchema.safeParse(data);
  return settings.success && settings.data.jsonSchema === undefined;
}

/**
 * A value as text: a list of texts one after the other, without items that failed; a picture or a file as a link in
 * Markdown; other values as JSON.
 */
export function toAnswerText(value: Value): string {
  if (value === null) return "";
  if (isAssetRef(value)) return toLink(value);
  return textsOf(value)?.map(toAnswerText).join(ITEM_GAP) ?? toText(value);
}

/** Items of a value that are not in its text, since they failed. */
export function leftOutOf(value: Value): number {
  return toList(value).length - (textsOf(value) ?? toList(value)).length;
}

/** What stands one after the other; undefined where a value is no list of texts. */
function textsOf(value: Value): Value[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.filter((item) => readItemError(item) === undefined);
  const isText = items.every((item) => typeof item === "string" || isAssetRef(item));
  return isText && items.length > 0 ? items : undefined;
}

/** Who has a key with the scope `runs` can fetch it. */
function toLink({ asset, mime, name = mime }: AssetRef): string {
  return `${mime.startsWith("image/") ? "!" : ""}[${name}](/api/assets/${asset})`;
}
