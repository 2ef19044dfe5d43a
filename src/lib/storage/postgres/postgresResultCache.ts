import type { CacheStore } from "@/lib/storage/ports";
import { createResultCache, type ResultCacheOptions } from "@/lib/storage/resultCache";
import type { Database } from "./database";
import { createPostgresResultEntries } from "./postgresResultEntries";

export function createPostgresResultCache(database: Database, options: ResultCacheOptions): CacheStore {
  return createResultCache(createPostgresResultEntries(database), options);
}
