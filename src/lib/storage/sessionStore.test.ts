import { sessionStoreContract } from "./contract/sessionStoreContract";
import { createFileTextStore } from "./file/fileTextStore";
import { testDirectory } from "./file/testDirectory";

sessionStoreContract("files", async () => createFileTextStore(await testDirectory()));
