import type { CacheStore } from "@/lib/storage/ports";
import { createResultCache, type ResultCacheOptions } from "@/lib/storage/resultCache";
import { createFileResultEntries } from "./fileResultEntries";

export interface FileResultCacheOptions extends ResultCacheOptions {
  directory: string;
}

export function createFileResultCache({ directory, ...options }: FileResultCacheOptions): CacheStore {
  return createResultCache(createFileResultEntries(directory), options);
}
