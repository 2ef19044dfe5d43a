import { afterEach, expect, it } from "vitest";
import type { Role } from "@/types/people";
import { personStore } from "./person";
import { mayGoOn, mayStop } from "./runOwner";
import { idleRun, reduceRunBatch } from "./runReducer";

const signIn = (role: Role) => personStore.setState({ person: { id: "p_mina", name: "mina", role } });
const allowed = (run: { by?: string }) => [mayGoOn(run), mayStop(run)];

afterEach(() => personStore.setState({ person: undefined }));

it("leaves every run to everybody where nobody has a name", () => {
  expect([allowed({}), allowed({ by: "p_ben" })]).toEqual([
    [true, true],
    [true, true],
  ]);
});

it("leaves a run to who started it, and lets an admin stop it", () => {
  signIn("editor");
  expect([allowed({ by: "p_mina" }), allowed({ by: "p_ben" }), allowed({})]).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
  signIn("admin");
  expect([allowed({ by: "p_mina" }), allowed({ by: "p_ben" }), allowed({})]).toEqual([
    [true, true],
    [false, true],
    [false, true],
  ]);
});

it("knows who started the shown run as soon as it has told, and until then who has just pressed Run", () => {
  signIn("editor");
  const untold = { ...idleRun, id: "run_1", status: "queued" } as const;
  expect(allowed(untold)).toEqual([true, true]);
  const told = reduceRunBatch(untold, [
    {
      ...{ seq: 1, at: "2026-11-01T10:00:00.000Z", type: "run-start", total: 1, inputs: {}, by: "p_ben" },
      ...{ workflow: { asset: "a".repeat(64), mime: "application/json", bytes: 2 }, workflowId: "wf_1" },
    },
  ]);
  expect(told.by).toBe("p_ben");
  expect(allowed(told)).toEqual([false, false]);
});
