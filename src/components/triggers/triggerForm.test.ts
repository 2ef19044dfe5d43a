import { expect, it } from "vitest";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { prompt, workflow } from "@/store/testWorkflow";
import type { TriggerView } from "@/types/triggers";
import { formOf, lackingOf, toCreate, toPatch } from "./triggerForm";

const schedule: TriggerView = {
  ...{ kind: "schedule", id: "t1", workflowId: "w1", enabled: true, createdAt: "", since: "", name: "Morning" },
  ...{ cron: "0 9 * * 1-5", timeZone: "Europe/Berlin", missed: "skip", notify: { url: "https://in.example/" } },
  inputs: { topic: "owls", count: 3, picture: { asset: "a1", mime: "image/png", bytes: 1 } },
};

it("a new one holds what was written, and nothing that was left empty", () => {
  const form = formOf("schedule", "Europe/Berlin");
  const made = toCreate({ ...form, name: " Morning ", inputs: { topic: "owls", tone: "" } }, "w1");
  expect(made).toEqual({
    ...{ kind: "schedule", workflowId: "w1", enabled: true, name: "Morning", inputs: { topic: "owls" } },
    ...{ cron: "0 9 * * *", timeZone: "Europe/Berlin", missed: "run_once" },
  });
  expect(toCreate(formOf("hook", "UTC"), "w1")).toEqual({ kind: "hook", workflowId: "w1", enabled: true });
});

it("waits for a time and a zone", () => {
  const form = formOf("schedule", "UTC");
  expect(toCreate({ ...form, cron: " " }, "w1")).toBeUndefined();
  expect(toCreate({ ...form, timeZone: "" }, "w1")).toBeUndefined();
});

it("a schedule lacks what its runs could not do without, a hook does not: its caller may send it", () => {
  const named = namedInputsOf(workflow([prompt("a", "About {{topic}}, {{count}} {{picture}}.")], []));
  const form = formOf("schedule", "UTC");
  const lacking = (change: Partial<typeof form>, before?: TriggerView) =>
    lackingOf({ ...form, ...change }, named, before);
  expect(lacking({})).toEqual(["topic", "count", "picture"]);
  expect(lacking({ inputs: { topic: "owls", count: " " } })).toEqual(["count", "picture"]);
  // What cannot be written here stays as it is.
  expect(lacking({ inputs: { topic: "owls", count: "3" } }, schedule)).toEqual([]);
  expect(lacking({ kind: "hook" })).toEqual([]);
  const resting = named.map((input) => ({ ...input, required: false }));
  expect(lackingOf(form, resting, undefined)).toEqual([]);
});

it("a change takes away what was emptied, and leaves files as they are", () => {
  const form = formOf(schedule, "UTC");
  expect(form).toMatchObject({ inputs: { topic: "owls", count: "3" }, timeZone: "Europe/Berlin", missed: "skip" });
  const patch = toPatch({ ...form, name: "", notify: "", inputs: { topic: "", count: "4" } }, schedule);
  expect(patch).toEqual({
    ...{ name: null, notify: null, cron: "0 9 * * 1-5", timeZone: "Europe/Berlin", missed: "skip" },
    inputs: { picture: schedule.inputs?.picture, count: "4" },
  });
  const bare: TriggerView = { kind: "hook", id: "t2", workflowId: "w1", enabled: true, createdAt: "" };
  expect(toPatch(formOf(bare, "UTC"), bare)).toEqual({ name: null, notify: null, inputs: null });
});
