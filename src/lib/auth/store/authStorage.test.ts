import { authStorageContract } from "@/lib/auth/testkit/authStorageContract";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";

authStorageContract("files", async ({ dataDir }) => createFileTextStore(dataDir));
