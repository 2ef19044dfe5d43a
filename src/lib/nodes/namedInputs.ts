import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { InputKind, InputSettings, Workflow, WorkflowNode } from "@/types/workflow";
import { kindOf } from "./nodeKinds";
import { ROW_PORT } from "./placeholders";
import { nameKey, replacePlaces } from "./places";
import { placesInText, placeText } from "./placeText";
import { readInputValue } from "./readInputValue";
import { toRunnablePart } from "./runnablePart";
import { ownNamed } from "./values";

/** What whoever runs a workflow is asked for. */
export interface NamedInput {
  /** Under which a run takes it. */
  name: string;
  kind: InputKind;
  /** What the document may say that it is: what fits the nodes that get it. The first is what the graph tells. */
  kinds: InputKind[];
  title: string;
  hint?: string;
  /** Goes in where nothing is given. */
  default?: Value;
  required: boolean;
  /** Goes in where nothing is given and there is no default; absent where the nodes have a content of their own. */
  blank?: "";
  /** Of a choice. */
  options?: string[];
  /** Those that get it. */
  nodes: string[];
}

/** A result that a run of a workflow names. */
export interface NamedOutput {
  /** As in `outputs` of the end of a run. */
  name: string;
  node: string;
  /** How the output node shows it. */
  format: string;
}

/** What the graph alone tells of an input. */
interface Wanted extends Pick<NamedInput, "name" | "kinds" | "title" | "default" | "blank"> {
  node: string;
  /** A run without it is refused. */
  isLacking: boolean;
}

/** What a text may be. */
const longFirst: InputKind[] = ["long", "text", "number", "choice", "table"];
const textFirst: InputKind[] = ["text", "long", "number", "choice", "table"];

/** A content that is longer is not offered as what stands in a field. In characters. */
const MAX_DEFAULT = 10_000;

/**
 * The inputs of a workflow, from the top of the canvas down: places that nothing else fills, nodes with a name for
 * their content, and nodes that have no content (by their id). What the settings of the document say of one goes
 * before what the graph tells, as far as its nodes can take that. Linear in nodes, wires and text.
 */
export function namedInputsOf(workflow: Workflow): NamedInput[] {
  const { graph } = toRunnablePart(workflow);
  const wires = Map.groupBy(graph.edges, ({ target }) => target.node);
  const wanted = fromTop(graph.nodes, workflow.layout).flatMap((node) =>
    wantedBy(node, new Set(wires.get(node.id)?.map(({ target }) => target.port))),
  );
  const byName = Map.groupBy(wanted, ({ name }) => nameKey(name));
  const settings = new Map(Object.entries(workflow.settings?.inputs ?? {}).map(([name, of]) => [nameKey(name), of]));
  return [...byName].map(([key, all]) => toNamedInput(all, settings.get(key)));
}

/** The outputs of a run of the whole workflow, in the order of the document. */
export function namedOutputsOf(workflow: Workflow): NamedOutput[] {
  const taken = new Set<string>();
  return toRunnablePart(workflow).graph.nodes.flatMap(({ id, type, data }) => {
    if (type !== "output") return [];
    const isFree = typeof data.name === "string" && data.name !== "" && !taken.has(data.name);
    const name = isFree ? String(data.name) : id;
    taken.add(name);
    return [{ name, node: id, format: typeof data.format === "string" ? data.format : "auto" }];
  });
}

function fromTop(nodes: readonly WorkflowNode[], { nodes: places }: Workflow["layout"]): WorkflowNode[] {
  const placeOf = ({ id }: WorkflowNode) => own(places, id) ?? { x: 0, y: 0 };
  return nodes.toSorted((a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x);
}

function wantedBy(node: WorkflowNode, wired: ReadonlySet<string>): Wanted[] {
  const kind = kindOf(node.type);
  const text = placeText(node);
  if ((kind?.takesInput !== true && text === undefined) || !kind?.schema.safeParse(node.data).success) return [];
  const content = kind.takesInput === true ? contentWanted(node, wired) : undefined;
  const places = text === undefined ? [] : placesWanted(node, wired, text);
  return [...(content === undefined ? [] : [content]), ...places];
}

function contentWanted(node: WorkflowNode, wired: ReadonlySet<string>): Wanted | undefined {
  const { id, type, data } = node;
  const input = typeof data.input === "string" && data.input !== "" ? data.input : undefined;
  // What is wired into a list goes before what a run brings.
  if (type === "list" && wired.has("text")) return undefined;
  const content = contentOf(node);
  const isLacking = content === undefined && type !== "prompt";
  if (input === undefined && !isLacking) return undefined;
  const name = input ?? id;
  const isShown = typeof content !== "string" || content.length <= MAX_DEFAULT;
  return {
    ...{ name, node: id, isLacking, kinds: contentKinds(node), title: node.title ?? name },
    ...(content === undefined || !isShown ? {} : { default: content }),
    ...(content === undefined && type === "prompt" ? { blank: "" as const } : {}),
  };
}

/** What a node holds as long as nothing is given; undefined for nothing. */
function contentOf({ type, data }: WorkflowNode): Value | undefined {
  if (type === "prompt" || type === "list") return /\S/.test(String(data.text)) ? String(data.text) : undefined;
  // The schemas of the kinds have passed it.
  return (data.asset ?? data.dataUrl) as Value | undefined;
}

function contentKinds({ type, data }: WorkflowNode): InputKind[] {
  switch (type) {
    case "imageInput":
      return ["picture"];
    case "fileInput":
      if (data.as === "csv") return ["file", "table"];
      return data.as === "document" ? ["file"] : ["file", "long"];
    case "list":
      return data.split === "csv" ? ["table", "long"] : ["long", "table"];
    default:
      return longFirst;
  }
}

/** A row brings fields of which nobody knows beforehand: then no place is asked for. */
function placesWanted({ id, data }: WorkflowNode, wired: ReadonlySet<string>, text: string): Wanted[] {
  if (wired.has(ROW_PORT)) return [];
  const values = (data.values ?? {}) as Record<string, Value>;
  const alone = namesAlone(text);
  return placesInText(text)
    .filter((name) => !wired.has(name) && ownNamed(values, name) === undefined)
    .map((name) => ({
      ...{ name, node: id, isLacking: true, title: name, blank: "" as const },
      kinds: alone.has(nameKey(name)) ? longFirst : textFirst,
    }));
}

/** Places that have a line for themselves: what stands there is most likely more than a word. */
function namesAlone(text: string): Set<string> {
  const names = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const found: string[] = [];
    const rest = replacePlaces(line, ({ name, raw }) => {
      if (name === undefined) return raw;
      found.push(nameKey(name));
      return "";
    });
    const [alone, ...others] = found;
    if (alone !== undefined && others.length === 0 && rest.trim() === "") names.add(alone);
  }
  return names;
}

function toNamedInput(all: readonly Wanted[], settings: InputSettings = {}): NamedInput {
  const [first] = all as [Wanted, ...Wanted[]];
  const shared = first.kinds.filter((kind) => all.every(({ kinds }) => kinds.includes(kind)));
  const kinds = shared.length > 0 ? shared : first.kinds;
  const options = settings.options?.filter((option) => option !== "") ?? [];
  const kind = kinds.find((known) => known === settings.kind && (known !== "choice" || options.length > 0)) ?? kinds[0];
  const asked = { kind: kind ?? "text", ...(kind === "choice" ? { options } : {}) };
  const isLacking = all.some((wanted) => wanted.isLacking);
  const blank = all.find((wanted) => wanted.blank !== undefined)?.blank;
  const standing =
    usable(settings.default, asked) ?? usable(all.find((one) => one.default !== undefined)?.default, asked);
  const canRest = blank !== undefined || standing !== undefined || !isLacking;
  const hint = settings.hint?.trim();
  return {
    ...{ name: first.name, ...asked, kinds, title: settings.title?.trim() || first.title },
    ...(hint ? { hint } : {}),
    ...(standing === undefined ? {} : { default: standing }),
    required:
      canRest && settings.required !== undefined
        ? settings.required
        : standing === undefined && (isLacking || blank !== undefined),
    ...(blank === undefined ? {} : { blank }),
    nodes: [...new Set(all.map(({ node }) => node))],
  };
}

function usable(value: unknown, asked: Pick<NamedInput, "kind" | "options">): Value | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const read = readInputValue(asked, value as Value);
  return "value" in read ? read.value : undefined;
}
