import { join } from "node:path";
import { assetStoreContract } from "@/lib/storage/contract/assetStoreContract";
import { createFileAssetStore } from "./fileAssetStore";
import { createFileResultCache } from "./fileResultCache";
import { createFileRuns } from "./fileRuns";
import { createFileWorkflowStore } from "./fileWorkflowStore";
import { sweepAssets } from "./sweepAssets";
import { testDirectory } from "./testDirectory";

assetStoreContract("files", async () => {
  const directory = await testDirectory();
  const limits = async () => ({ maxBytes: 1e9, maxAgeMs: 1e12 });
  return {
    open: (now) => createFileAssetStore(join(directory, "assets"), now),
    sweep: (now) => sweepAssets(directory, now),
    workflows: createFileWorkflowStore(directory),
    cache: createFileResultCache({ directory: join(directory, "cache"), limits }),
    ...createFileRuns(join(directory, "runs")),
  };
});
