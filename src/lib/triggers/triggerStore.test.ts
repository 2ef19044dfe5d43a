import { triggerStoreContract } from "@/lib/storage/contract/triggerStoreContract";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";

triggerStoreContract("files", async () => createFileTextStore(await testDirectory()));
