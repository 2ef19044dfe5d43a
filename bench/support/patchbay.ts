import { setTimeout as sleep } from "node:timers/promises";
import { runPlan } from "@/lib/engine/runPlan";
import { answering } from "@/lib/engine/testRun";
import type { Contender } from "./contender";
import { bareOptions, chainPlan, fanPlan } from "./graphs";

export const patchbay: Contender = {
  chain: (count) => {
    const options = bareOptions(chainPlan(count));
    return async () => (await runPlan(options)).outputs.result;
  },
  fan: (calls, callMs) => {
    let answered = 0;
    const callLlm = answering(async (text) => {
      await sleep(callMs);
      answered++;
      return text;
    });
    const options = { ...bareOptions(fanPlan(calls)), callLlm };
    return async () => {
      answered = 0;
      await runPlan(options);
      return answered;
    };
  },
};
