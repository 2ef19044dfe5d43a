import { testCache } from "@/lib/engine/testCache";
import { answering, noAssets } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { testWork } from "@/lib/worker/testWork";
import type { Workflow } from "@/types/workflow";
import { type PreflightOptions, preflight, type RehearsedSpending } from "./preflight";
import type { RunOrigin, RunRequest } from "./runSetup";
import { storeOf } from "./testChildren";
import { runServiceIn } from "./testRunService";

/**
 * A preflight over a run service in a directory of its own: what it would ask a model is noted, and answered by its
 * echo; `doors` are those that its payers are held to.
 */
export async function setUpPreflight(
  options: Partial<Omit<PreflightOptions, "spendingOf"> & RehearsedSpending> = {},
  answer: Parameters<typeof answering>[0] = (text) => text,
  held: Workflow[] = [],
) {
  const cache = testCache();
  const { kept } = cache;
  const asked: string[] = [];
  const doors: RunOrigin["through"][] = [];
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
        spendingOf: ({ through }) => {
          doors.push(through);
          return {
            payerOf: async (provider, account = "main") =>
              provider === "openai-auth"
                ? { kind: "account", id: account, provider, name: account }
                : { kind: "key", id: provider, provider, name: "Key" },
            ...options,
          };
        },
        ...options,
      },
      workflow,
      request,
    );
  return { runs, look, asked, kept, doors };
}
