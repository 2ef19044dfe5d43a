import { expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { createLog } from "@/lib/log";
import { createMeter, type Measured } from "@/lib/meter";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { createRunObserver } from "./observeRuns";
import { runServiceIn, until, watch, workflowOf } from "./testRunService";

const workflow = workflowOf([node("p", "prompt", { text: "My private words" }), llm("m")], ["p.text>m.prompt"]);

function observing() {
  const lines: string[] = [];
  const measured: Measured[] = [];
  const log = createLog("info", { write: (line) => lines.push(line), format: "json" });
  const meter = createMeter();
  meter.listen((one) => measured.push(one));
  const observer = createRunObserver({ log, level: "info", meter, now: () => 0 });
  return { observer, log, measured, read: () => lines.splice(0).map((line) => JSON.parse(line)), lines };
}

it("a run is told at its beginning and its end, and what is told meanwhile names it", async () => {
  const { observer, log, measured, read } = observing();
  let fails = true;
  const callLlm = answering((text) => {
    log.info("A call.");
    if (fails) throw new AppError("upstream_unavailable", "Not now.");
    return text;
  });
  const runs = runServiceIn(await testDirectory(), { callLlm, observer });
  const { id: run } = await runs.start(workflow);
  await watch(runs, run);
  fails = false;
  await runs.resume(run);
  await watch(runs, run);
  const told = read();
  expect(told).toMatchObject([
    { message: "A run begins.", run, workflow: "w1" },
    { message: "A call.", run },
    { message: "A run has ended.", run, status: "failed", ms: 0 },
    { message: "A run goes on.", run },
    { message: "A call.", run },
    { message: "A run has ended.", run, status: "completed", problems: 0 },
  ]);
  expect(JSON.stringify(told)).not.toContain("private");
  expect(measured).toEqual([
    { of: "run-begin" },
    { of: "run", status: "failed", seconds: 0 },
    { of: "run-begin" },
    { of: "run", status: "completed", seconds: 0 },
  ]);
});

it("a run that goes on elsewhere has no end here", async () => {
  const { observer, measured, read } = observing();
  const runs = runServiceIn(await testDirectory(), {
    observer,
    callLlm: async function* (_, signal) {
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      yield* [];
    },
  });
  const { id } = await runs.start(workflow);
  await until(runs, id, "node-start");
  await runs.leave();
  expect(read().map(({ message }) => message)).toEqual(["A run begins.", "A run is left to others."]);
  expect(measured).toEqual([{ of: "run-begin" }, { of: "run", status: "handed_over", seconds: 0 }]);
});
