import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import type { TextStore } from "@/lib/storage/ports";
import { createDatabase } from "@/lib/storage/postgres/database";
import { createPostgresLocks } from "@/lib/storage/postgres/postgresLocks";
import { createPostgresTextStore } from "@/lib/storage/postgres/postgresTextStore";

/** The texts in a directory, or in the database of an address. */
export function openTextStore(place: string): TextStore {
  if (!place.startsWith("postgres:")) return createFileTextStore(place);
  const database = createDatabase({ url: place });
  return createPostgresTextStore(database, createPostgresLocks(database));
}
