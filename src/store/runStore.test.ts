import { expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { createRunStore } from "./runStore";
import type { RunStreamHandlers } from "./runStream";

const asset = { asset: "0".repeat(64), mime: "application/json", bytes: 2 };
const start: RunEventBody = { type: "run-start", workflow: asset, workflowId: "wf_test", total: 1, inputs: {} };

function followed(status: "failed" | "parked") {
  const told: RunStreamHandlers[] = [];
  const store = createRunStore((_id, _after, handlers) => {
    told.push(handlers);
    return { close: () => undefined };
  });
  store.getState().follow({ id: "run_1", status });
  let seq = 0;
  const say = (...bodies: RunEventBody[]): string => {
    const events = bodies.map((body): RunEvent => ({ ...body, seq: ++seq, at: "2026-11-21T00:00:00.000Z" }));
    told.at(-1)?.onEvents(events);
    return store.getState().run.status;
  };
  return { say };
}

const end = (status: "failed" | "parked" | "completed"): RunEventBody => ({ type: "run-end", status, outputs: {} });

it("does not look alive while a run that is over is told again", () => {
  const { say } = followed("failed");
  expect(say(start)).toBe("failed");
  expect(say(end("parked"))).toBe("parked");
  expect(say({ type: "run-resume" })).toBe("failed");
  expect(say(end("failed"))).toBe("failed");
});

it("looks alive again when another tab takes up a run that was over", () => {
  const { say } = followed("failed");
  say(start, end("failed"));
  expect(say({ type: "run-resume" })).toBe("running");
  expect(say(end("completed"))).toBe("completed");
});
