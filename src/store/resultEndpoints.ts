import { z } from "zod";
import {
  type CacheChange,
  type CacheEntry,
  type CacheStats,
  cacheEntrySchema,
  cacheStatsSchema,
  type NodeResultPage,
  type NodeResultQuery,
  nodeResultPageSchema,
  type PastResult,
  pastResultSchema,
  type TouchedResult,
  touchedResultsSchema,
} from "@/types/api";
import { requestJson } from "./apiClient";

/** Results that are kept: the cache, and what nodes gave in earlier runs. */

export function readCacheStats(): Promise<CacheStats> {
  return requestJson(cacheStatsSchema, "/api/cache");
}

/** Removes all kept results that are not pinned, and says how much that was. */
export async function clearCache(): Promise<CacheStats> {
  const { removed } = await requestJson(z.object({ removed: cacheStatsSchema }), "/api/cache", {
    method: "DELETE",
    body: {},
  });
  return removed;
}

const cachePath = (key: string) => `/api/cache/${encodeURIComponent(key)}`;

/** @throws AppError `not_found` */
export function readCacheEntry(key: string): Promise<CacheEntry> {
  return requestJson(cacheEntrySchema, cachePath(key));
}

const resultsPath = (workflow: string, node: string) =>
  `/api/workflows/${encodeURIComponent(workflow)}/nodes/${encodeURIComponent(node)}/results`;

/** What a node, or one of its items, has given in its runs: newest first, a page from `before` on. */
export function listNodeResults(
  workflow: string,
  node: string,
  { item, before }: Pick<NodeResultQuery, "item" | "before">,
): Promise<NodeResultPage> {
  const query = new URLSearchParams();
  if (item !== undefined) query.set("item", String(item));
  if (before !== undefined) query.set("before", before);
  return requestJson(nodeResultPageSchema, `${resultsPath(workflow, node)}?${query}`);
}

/** What it gave in one run. @throws AppError `not_found` */
export function readNodeResult(workflow: string, node: string, run: string, item?: number): Promise<PastResult> {
  const path = `${resultsPath(workflow, node)}/${encodeURIComponent(run)}`;
  return requestJson(pastResultSchema, item === undefined ? path : `${path}?item=${item}`);
}

/** Kept results that people have pinned or edited, or whose edit they took back. */
export async function listTouchedResults(): Promise<TouchedResult[]> {
  return (await requestJson(touchedResultsSchema, "/api/cache/touched")).results;
}

/** Pins a kept result, puts other words into it, or takes the model's back. @throws AppError `not_found`, `conflict` */
export function changeCacheEntry(key: string, change: CacheChange): Promise<CacheEntry> {
  return requestJson(cacheEntrySchema, cachePath(key), { method: "PUT", body: change });
}
