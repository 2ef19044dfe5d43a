import type {
  ListResourcesResult,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
} from "@modelcontextprotocol/server";
import { imageTypeOf } from "@/lib/imageType";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import { own } from "@/types/own";
import type { RunSummary } from "@/types/run";
import { assetUri, parseUri, runUri, workflowUri } from "./uris";

export const resourceTemplates: ResourceTemplateType[] = [
  {
    uriTemplate: workflowUri("{id}"),
    ...{ name: "workflow", title: "A workflow", mimeType: "application/json" },
    description: "A saved workflow, the whole document.",
  },
  {
    uriTemplate: runUri("{id}"),
    ...{ name: "run", title: "A run", mimeType: "application/json" },
    description: "Where a run stands, with all its outputs.",
  },
  {
    uriTemplate: `${runUri("{id}")}/outputs/{name}`,
    ...{ name: "output", title: "An output of a run" },
    description: "One output, whole: text, or JSON.",
  },
  {
    uriTemplate: assetUri("{sha256}"),
    ...{ name: "asset", title: "A file or picture" },
    description: "A file of a run by its hash.",
  },
];

const PAGE = 100;
/** Runs that are listed beside the workflows; older ones can be read all the same. */
const RECENT_RUNS = 20;
/** A file travels in base64 inside of JSON, which holds it in memory several times. */
const MAX_ASSET_BYTES = 8 * 1024 * 1024;

/** The latest runs that have results, then all workflows, in pages. @throws AppError `storage_failed` */
export async function listResources({ workflows, runs }: Services, cursor?: string): Promise<ListResourcesResult> {
  const start = Number.parseInt(cursor ?? "0", 10) || 0;
  const summaries = await workflows.list();
  const names = new Map(summaries.map(({ id, name }) => [id, name]));
  const page = summaries.slice(start, start + PAGE).map(
    ({ id, name, updatedAt }): Resource => ({
      ...{ uri: workflowUri(id), name, mimeType: "application/json", annotations: { lastModified: updatedAt } },
    }),
  );
  const next = start + PAGE < summaries.length ? { nextCursor: String(start + PAGE) } : {};
  if (start > 0) return { resources: page, ...next };
  const recent = (await runs.list({ limit: RECENT_RUNS })).runs.map(
    ({ id, workflowId = "", status, createdAt }): Resource => ({
      ...{ uri: runUri(id), name: `Run of ${names.get(workflowId) ?? "a workflow"}: ${status}` },
      ...{ mimeType: "application/json", annotations: { lastModified: createdAt } },
    }),
  );
  return { resources: [...recent, ...page], ...next };
}

/** What stands at an address, whole. @throws AppError `not_found`, `too_large`, `storage_failed` */
export async function readResource(uri: string, { workflows, runs, assets }: Services): Promise<ReadResourceResult> {
  const address = parseUri(uri);
  switch (address?.kind) {
    case "workflow":
      return json(uri, await workflows.read(address.id));
    case "run":
      return json(uri, await runs.read(address.id));
    case "output":
      return output(uri, address.name, (await runs.read(address.run)).outputs);
    case "asset":
      return asset(uri, await assets.get(address.sha256));
    default:
      throw new AppError("not_found", `There is nothing at ${uri}. Addresses are as the resource templates say.`);
  }
}

function output(uri: string, name: string, outputs: RunSummary["outputs"] = {}): ReadResourceResult {
  const value = own(outputs, name);
  if (value === undefined) {
    const there = Object.keys(outputs).join(", ") || "none yet";
    throw new AppError("not_found", `The run has no output called ${name}. It has: ${there}.`);
  }
  return typeof value === "string" ? { contents: [{ uri, mimeType: "text/plain", text: value }] } : json(uri, value);
}

function json(uri: string, value: unknown): ReadResourceResult {
  return { contents: [{ uri, mimeType: "application/json", text: JSON.stringify(value, null, 1) }] };
}

function asset(uri: string, bytes: Uint8Array): ReadResourceResult {
  if (bytes.length > MAX_ASSET_BYTES) {
    const message = `This file has ${bytes.length} bytes, more than travel here. Fetch it from /api/assets/ of this Patchbay, by an access key with the scope runs.`;
    throw new AppError("too_large", message);
  }
  const mimeType = imageTypeOf(bytes) ?? "application/octet-stream";
  return { contents: [{ uri, mimeType, blob: Buffer.from(bytes).toString("base64") }] };
}
