import { expect, it } from "vitest";
import type { RunService } from "@/lib/runs/runService";
import type { WorkflowStore } from "@/lib/storage/ports";
import type { Role } from "@/types/people";
import { createPersonalRuns } from "./personalRuns";

const answers = [{ node: "r", approved: true }];

/** Runs of Ada, as somebody else, or she, has them. */
function runsAs(id: string, role: Role) {
  const given: unknown[] = [];
  const runs = {
    read: async () => ({ by: "ada" }),
    answer: async (_: string, request: unknown) => given.push(request),
  } as unknown as RunService;
  const workflows = {} as WorkflowStore;
  return { given, runs: createPersonalRuns({ runs, workflows, person: { id, name: id, role } }) };
}

it.each([
  ["ada", "runner"],
  ["bob", "editor"],
  ["eve", "admin"],
] as const)("%s (%s) answers a run of Ada, with their name", async (id, role) => {
  const { given, runs } = runsAs(id, role);
  await runs.answer("r1", { answers, by: "somebody" });
  expect(given).toEqual([{ answers, by: id }]);
});

it("who only runs answers nothing of others", async () => {
  const { given, runs } = runsAs("bob", "runner");
  await expect(runs.answer("r1", { answers })).rejects.toMatchObject({ code: "not_allowed" });
  expect(given).toEqual([]);
});
