import { rotateSecretContract } from "@/lib/auth/testkit/rotateSecretContract";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";

rotateSecretContract("files", async ({ dataDir }) => dataDir);
rotateSecretContract("PostgreSQL", async () => (await testDatabase()).url);
