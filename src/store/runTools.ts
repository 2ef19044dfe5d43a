import type { RunError, RunEventOf, ToolStatus } from "@/types/run";
import { type AssetRef, assetRefSchema } from "@/types/run";

/** One call of a tool in a node, as far as it has come. */
export interface ToolRun {
  call: string;
  server: string;
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
  status: ToolStatus;
  /** What it gave, or what a person said who declined it. */
  text?: string;
  /** All of a longer text. */
  whole?: AssetRef;
  error?: RunError;
  durationMs?: number;
}

/** Calls in the order in which they were first told. */
export type ToolRuns = readonly ToolRun[];

/** Of calls of items, which may be many, the page has the beginnings, in UTF-16 units. */
const MOST_OF_ITEM = 4000;

/** The calls after one more event of one of them. */
export function withTool(tools: ToolRuns = [], event: RunEventOf<"node-tool">): ToolRuns {
  const { call, server, name, status, output, error, durationMs } = event;
  const most = event.item === undefined ? undefined : MOST_OF_ITEM;
  const whole = assetRefSchema.safeParse(output?.whole).data;
  const told: ToolRun = {
    ...{ call, server, name, status, arguments: event.arguments.slice(0, most) },
    ...(typeof output?.text === "string" ? { text: output.text.slice(0, most) } : {}),
    ...(whole && { whole }),
    ...(error && { error }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
  const place = tools.findIndex((one) => one.call === call);
  return place === -1 ? [...tools, told] : tools.with(place, told);
}
