import type { NamedInput } from "@/lib/nodes/namedInputs";
import { ownNamed } from "@/lib/nodes/values";
import type { Value } from "@/types/run";
import type { CreateTrigger, PatchTrigger, TriggerView } from "@/types/triggers";

/** What a person writes of a schedule or a hook. */
export interface TriggerForm {
  kind: "schedule" | "hook";
  name: string;
  cron: string;
  timeZone: string;
  missed: "run_once" | "skip";
  /** By name; an empty one is not given. */
  inputs: Record<string, string>;
  notify: string;
}

/** Of a new one, or of one that is changed. */
export function formOf(of: TriggerView | TriggerForm["kind"], timeZone: string): TriggerForm {
  const empty = { name: "", cron: "0 9 * * *", timeZone, missed: "run_once", inputs: {}, notify: "" } as const;
  if (typeof of === "string") return { ...empty, kind: of };
  const { name = "", notify } = of;
  const common = { ...empty, name, notify: notify?.url ?? "", inputs: writtenOf(of) };
  if (of.kind !== "schedule") return { ...common, kind: "hook" };
  return { ...common, kind: "schedule", cron: of.cron, timeZone: of.timeZone, missed: of.missed };
}

/** What a trigger gives its runs, as far as it can be written in fields. */
export function writtenOf({ inputs = {} }: Pick<TriggerView, "inputs">): TriggerForm["inputs"] {
  const texts = Object.entries(inputs).flatMap(([name, value]) =>
    isText(value) ? [[name, String(value)] as const] : [],
  );
  return Object.fromEntries(texts);
}

/** Undefined while something is missing. */
export function toCreate(form: TriggerForm, workflowId: string): CreateTrigger | undefined {
  const { kind, name, notify, cron, timeZone, missed } = form;
  const inputs = givenOf(form);
  const common = {
    ...{ workflowId, enabled: true },
    ...(name.trim() && { name: name.trim() }),
    ...(inputs && { inputs }),
    ...(notify.trim() && { notify: { url: notify.trim() } }),
  };
  if (kind === "hook") return { kind, ...common };
  if (cron.trim() === "" || timeZone.trim() === "") return undefined;
  return { kind, ...common, cron: cron.trim(), timeZone: timeZone.trim(), missed };
}

/** What is not a text here (files, tables of a program) stays as it is. Undefined while something is missing. */
export function toPatch(form: TriggerForm, before: TriggerView): PatchTrigger | undefined {
  const made = toCreate(form, before.workflowId);
  if (made === undefined) return undefined;
  const others = Object.entries(before.inputs ?? {}).filter(([, value]) => !isText(value));
  const inputs = { ...Object.fromEntries(others), ...made.inputs };
  const common = {
    name: made.name ?? null,
    notify: made.notify ?? null,
    inputs: Object.keys(inputs).length === 0 ? null : inputs,
  };
  if (made.kind !== "schedule") return common;
  const { cron, timeZone, missed } = made;
  return { ...common, cron, timeZone, missed };
}

/**
 * Names of what the runs of a schedule could not do without: it would be refused each time. Not of a hook, whose caller
 * may send it, nor of files, which are chosen in the workflow.
 */
export function lackingOf(
  { kind, inputs }: TriggerForm,
  named: readonly NamedInput[],
  before: Pick<TriggerView, "inputs"> | undefined,
): string[] {
  return kind === "hook" ? [] : unfilledOf(inputs, named, before?.inputs);
}

/** Names of what is needed and neither written nor kept as something that is no text. */
export function unfilledOf(
  written: TriggerForm["inputs"],
  named: readonly NamedInput[],
  before: TriggerView["inputs"] = {},
): string[] {
  const isGiven = ({ name }: NamedInput) => {
    const kept = ownNamed(before, name);
    return Boolean(String(ownNamed(written, name) ?? "").trim()) || (kept !== undefined && !isText(kept));
  };
  const isNeeded = (input: NamedInput) => input.required && input.default === undefined;
  return partsOf(named).written.flatMap((input) => (isNeeded(input) && !isGiven(input) ? input.name : []));
}

/** What a test is given before what the trigger keeps: nothing where a field was emptied, so that the workflow's own goes in. */
export function toTestInputs(written: TriggerForm["inputs"]): Record<string, Value> {
  return Object.fromEntries(Object.entries(written).map(([name, text]) => [name, text === "" ? null : text]));
}

function givenOf({ inputs }: TriggerForm): Record<string, Value> | undefined {
  const given = Object.entries(inputs).filter(([, text]) => text !== "");
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function isText(value: Value): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Those that can be written here, and those that are chosen in the workflow. */
export function partsOf(named: readonly NamedInput[]): { written: NamedInput[]; files: NamedInput[] } {
  const isFile = ({ kind }: NamedInput) => kind === "picture" || kind === "file";
  return { written: named.filter((input) => !isFile(input)), files: named.filter(isFile) };
}
