import { testCache } from "@/lib/engine/testCache";
import { answering, noAssets } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { testWork } from "@/lib/worker/testWork";
import type { Workflow } from "@/types/workflow";
import { type PreflightOptions, preflight } from "./preflight";
import type { RunRequest } from "./runSetup";
import { storeOf } from "./testChildren";
import { runServiceIn } from "./testRunService";

/** A preflight over a run service in a directory of its own: what it would ask a model is noted, and answered by its echo. */
export async function setUpPreflight(
  options: Partial<PreflightOptions> = {},
  answer: Parameters<typeof answering>[0] = (text) => text,
  held: Workflow[] = [],
) {
  const cache = testCache();
  const { kept } = cache;
  const asked: string[] = [];
  const callLlm = answering((text, call) => {
    asked.push(text);
    return answer(text, call);
  });
  const runs = runServiceIn(await testDirectory(), { cache, callLlm, workflows: storeOf(...held) });
  const look = (workflow: Workflow, request: RunRequest = {}) =>
    preflight(
      {
        prepare: runs.prepare,
        cache,
        nodeAssets: noAssets,
        nodeWork: testWork,
        reportBug: (error) => {
          throw error;
        },
        payerOf: async (provider, account = "main") =>
          provider === "openai-auth"
            ? { kind: "account", id: account, provider, name: account }
            : { kind: "key", id: provider, provider, name: "Key" },
        ...options,
      },
      workflow,
      request,
    );
  return { runs, look, asked, kept };
}
