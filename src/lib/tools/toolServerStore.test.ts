import { toolServerStoreContract } from "@/lib/storage/contract/toolServerStoreContract";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";

toolServerStoreContract("files", async () => createFileTextStore(await testDirectory()));
