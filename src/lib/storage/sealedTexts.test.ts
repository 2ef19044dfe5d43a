import { sealedTextsContract } from "./contract/sealedTextsContract";
import { createFileTextStore } from "./file/fileTextStore";
import { testDirectory } from "./file/testDirectory";

sealedTextsContract("files", async () => createFileTextStore(await testDirectory()));
