import { authStorageContract } from "@/lib/auth/testkit/authStorageContract";
import { createPostgresLocks } from "@/lib/storage/postgres/postgresLocks";
import { createPostgresTextStore } from "@/lib/storage/postgres/postgresTextStore";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";

authStorageContract("PostgreSQL", async () => {
  const database = await testDatabase();
  return createPostgresTextStore(database, createPostgresLocks(database));
});
