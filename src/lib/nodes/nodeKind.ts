import type { z } from "zod";
import type { NodePorts } from "@/lib/graph/ports";
import type { MakeImages } from "@/types/images";
import type { CallLlm, Notice, Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { Answer, AssetRef, PortValues, Question, RunEventBody, Value } from "@/types/run";
import type { SendRequest } from "./requestPort";
import type { ToolCaller } from "./toolCaller";

/** Images and files of a run, kept by content; nodes pass references, models get data URLs. */
export interface NodeAssets {
  /** What the bytes are, not what the address says. @throws AppError `invalid_request` if it holds no image */
  fromDataUrl(dataUrl: string): Promise<AssetRef>;
  /** Of an image. @throws AppError `not_found`, `invalid_request` if it is none */
  toDataUrl(asset: AssetRef): Promise<string>;
  /** Of any file, under the type that it is kept with. @throws AppError `not_found` */
  toFileUrl(asset: AssetRef): Promise<string>;
  /** @throws AppError `not_found` */
  toBytes(asset: AssetRef): Promise<Uint8Array>;
  /** Keeps bytes, or those of a data URL, as what they are. @throws AppError `invalid_request`, `unsupported_file` */
  keep(content: Uint8Array | string): Promise<AssetRef>;
  /** A text file without its byte order mark. @throws AppError `not_found`, `invalid_request` if it is not text */
  toText(asset: AssetRef): Promise<string>;
}

/** How a text becomes items; JSON that is no array is one item. Words name `what` it is. */
export type SplitAs =
  | { as: "lines" | "csv" }
  | { as: "delimiter"; delimiter: string }
  | { as: "json" | "jsonl"; what: string };

/** A part of a text in items. Rows have a field for each of the columns, which come before them. */
export type ItemsPart = { notice: Notice } | { columns: string[] } | { rows: string[][] } | { items: Value[] };

/** What a document consists of; `document` is one of a single piece. */
export type DocumentUnit = "page" | "slide" | "sheet" | "chapter" | "document";

/** What becomes of the pages of a PDF that have no text; a PDF that has none at all is refused where nothing is said. */
export type ScanWay = "pictures" | "empty";

/**
 * A part of a document: first what it consists of, then its pages as Markdown (sheets as CSV) without marks. A picture
 * is JPEG, of a page without text.
 */
export type DocumentPart =
  | { unit: DocumentUnit; pages: number }
  | { page: string; title?: string }
  | { picture: Uint8Array }
  | { notice: Notice };

/** What the function of a script gets: its value, and all inputs by name. */
export type ScriptGiven = [value: Value, inputs: Record<string, Value>];

export interface ScriptResult {
  value: Value;
  /** Lines that it wrote to the console, the first of them. */
  told: string[];
}

/** Work on foreign data, bounded in time and memory, and done where nobody waits for it. */
export interface NodeWork {
  /** @throws AppError `invalid_request` for a broken table or JSON, `too_large` for more than can be worked on */
  split(text: string, as: SplitAs, signal: AbortSignal): AsyncIterable<ItemsPart>;
  /** Whether a pattern (RE2 syntax) is found in a text. @throws AppError `invalid_request` unusable, `too_large` */
  matches(pattern: string, text: string, signal?: AbortSignal): Promise<boolean>;
  /** Whether code is a function, without calling it. @throws AppError as `runScript` */
  checkScript(code: string, signal?: AbortSignal): Promise<void>;
  /**
   * Calls the function that JavaScript of other people is, in a sandbox without network, files, clock and chance.
   * @throws AppError `invalid_request` for code that is wrong or fails (facts `line` and `column`, from 1), `too_large`
   * for more than 2 s of work or 64 MB
   */
  runScript(code: string, given: ScriptGiven, signal?: AbortSignal): Promise<ScriptResult>;
  /** How far two texts are alike, from 0 to 1 (scores/similarity.ts). @throws AppError `too_large` */
  similarity(a: string, b: string, signal?: AbortSignal): Promise<number>;
  /**
   * The first fault of a value by a JSON schema, in words that begin with its place; undefined when it fits.
   * @throws AppError `invalid_request` unusable, `too_large`
   */
  schemaFault(schema: Record<string, unknown>, value: unknown): Promise<string | undefined>;
  /**
   * What it is, its bytes tell. One whose `asset` is named is not read again soon.
   * @throws AppError `unsupported_file` for what cannot be read and for a scan (fact `scan`), `too_large`
   */
  readDocument(
    bytes: Uint8Array,
    options: { scans?: ScanWay; asset?: string },
    signal?: AbortSignal,
  ): AsyncIterable<DocumentPart>;
}

type StepEvent<Type extends RunEventBody["type"]> = Omit<
  Extract<RunEventBody, { type: Type }>,
  "node" | "item" | "path"
>;
/** One answer of a model that uses tools. */
export type RoundStep = StepEvent<"node-round">;
/** What has become of a call of a tool. */
export type ToolStep = StepEvent<"node-tool">;

/** What a node or an item has done so far, in order: told before anything is built on it. */
export interface PastSteps {
  rounds: readonly RoundStep[];
  tools: readonly ToolStep[];
}

/** What a graph inside a node has given. */
export interface GraphResult extends Omit<NodeResult, "output"> {
  /** Those of its outputs that got a value, by name. */
  outputs: PortValues;
}

/** What a node may touch while it runs; nothing else of the outside reaches it. */
export interface NodeContext<Data> {
  data: Data;
  /** By input port: the value of its wire, or a list of them where the port takes many. Never a failed item. */
  inputs: Record<string, Value>;
  /** The `inputs` given with the run, for placeholders and nodes that name one. */
  runInputs: Record<string, Value>;
  callLlm: CallLlm;
  makeImages: MakeImages;
  /** Absent where nothing may be sent. */
  request?: SendRequest;
  assets: NodeAssets;
  work: NodeWork;
  /**
   * A part of the result that is kept in the cache for itself, by its settings and the node's inputs: what one of several
   * models said is not asked for again when another changes.
   */
  part(settings: unknown, make: () => Promise<NodeResult>): Promise<NodeResult & { cached: boolean }>;
  signal: AbortSignal;
  /** Waits for a person. @throws Rest (rest.ts) when nothing else of the run is at work; it passes through untouched */
  ask(question: Question): Promise<Answer>;
  /** Tools of other programs; absent where none can be reached. */
  tools?: ToolCaller;
  /** What earlier attempts of this node, or of this item, have left. */
  past: PastSteps;
  /** Resolves when the journal has it. */
  tell(step: RoundStep | ToolStep): Promise<void>;
  /**
   * Runs the graph that this node holds, inside of this run; `round` tells several of them apart.
   * @throws AppError the first failure inside, Rest, an abort
   */
  runGraph(inputs: Record<string, Value>, round?: number): Promise<GraphResult>;
  onText(delta: string): void;
  /** Of what the model tells of its thinking. */
  onReasoning(delta: string): void;
  onNotice(notice: Notice): void;
  /** The call waits for others of the same payer (`joined`), and is sent (`left`, also without having waited). */
  onQueue(change: "joined" | "left"): void;
}

export interface NodeResult {
  output: PortValues;
  usage?: Usage;
  payer?: Payer;
  /** Model calls that were made; one if there is a usage, when absent. */
  calls?: number;
  /** What it cost has been told already, by its rounds or by the nodes inside. */
  isTold?: boolean;
  /** False: it may not stand for a later run's, so that it does not go into the cache. */
  isKept?: false;
}

/** A server of tools as people set it up. */
export interface KnownToolServer {
  name: string;
  enabled: boolean;
}

/** What is known of a node's surroundings before a run starts. */
export interface NodeSurroundings {
  /** Input ports that have a wire. */
  wired: ReadonlySet<string>;
  runInputs: Record<string, Value>;
  /** Absent where nothing can be tried beforehand. */
  work?: NodeWork;
  /** Servers of tools, by id; nothing is looked at where absent. */
  toolServers?: () => Promise<ReadonlyMap<string, KnownToolServer>>;
}

/** One kind of node: its data, its ports and what it does. Pure: the engine and the canvas both load it. */
export interface NodeKind<Schema extends z.ZodType = z.ZodType> {
  /** Moves when the meaning of the data changes; part of a result's cache key. */
  version: number;
  schema: Schema;
  defaults: () => z.infer<Schema>;
  ports: (data: z.infer<Schema>) => NodePorts;
  /** The data as it is to be when an input got another name. */
  renameInput?: (data: z.infer<Schema>, from: string, to: string) => z.infer<Schema>;
  /** Why a run with this node must be refused, in words that follow the node's name; undefined if it may start. */
  problem?: (data: z.infer<Schema>, surroundings: NodeSurroundings) => Problem | Promise<Problem>;
  /**
   * Spends model calls, always or by its data (ask `modelCalls.ts`): its results go into the cache unless `keeps` says
   * otherwise, and an attempt that a crash cut short is told as sent again.
   */
  callsModels?: true | ((data: Record<string, unknown>) => boolean);
  /** The list in its data that has the settings of each model it asks. If absent, those of one are the data itself. */
  modelList?: "variants" | "judges";
  /**
   * Whether results of these data may come out of the cache and go into it. If absent they may where it calls models.
   */
  keeps?: (data: z.infer<Schema>) => boolean;
  /** Its data names a saved workflow that runs inside the same run, and may spend model calls there. */
  holdsGraph?: true;
  /** The settings that shape a result: not who pays, not how many run at once. All data if absent. */
  resultSettings?: (data: z.infer<Schema>) => unknown;
  /** The data once per setting to compare: the node runs for each, as it does for the items of a list. */
  variants?: (data: z.infer<Schema>) => z.infer<Schema>[];
  /** How long its list is, where the data alone says so. */
  listLength?: (data: z.infer<Schema>) => number | undefined;
  /** On a list, an item stands only in the outputs that got it, and one that failed in none. */
  filters?: true;
  /** While nothing is wired to it, it has nothing to do: runs go on without it. */
  restsUnwired?: true;
  /** A run may bring its content: under the name that its data has as `input`, else under the node's id. */
  takesInput?: true;
  /** Absent: the node only stands on the canvas. @throws AppError */
  execute?: (context: NodeContext<z.infer<Schema>>) => Promise<NodeResult>;
}

/** What a node lacks and a run could bring. */
export type MissingInput = { kind: "places"; names: string[] } | { kind: "file" | "image" | "list" };

/** Words that follow the node's name; an object where a value given with the run mends it. */
export type Problem = string | { fault: string; missing: MissingInput } | undefined;
