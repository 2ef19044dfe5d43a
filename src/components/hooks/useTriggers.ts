import useSWR, { mutate } from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import type { Value } from "@/types/run";
import {
  type CreateTrigger,
  cronTimesSchema,
  isTimeZone,
  type MadeTrigger,
  madeTriggerSchema,
  newSecretSchema,
  type PatchTrigger,
  type TriggerDetails,
  type TriggerView,
  testedTriggerSchema,
  triggerDetailsSchema,
  triggersAnswerSchema,
} from "@/types/triggers";
import { TRIGGERS_KEY } from "./keys";
import { useRested } from "./useRested";

const pathOf = (id: string) => `${TRIGGERS_KEY}/${encodeURIComponent(id)}`;
const listPath = (workflow: string) => `${TRIGGERS_KEY}?${new URLSearchParams({ workflow })}`;

/** What changed is asked for anew, wherever it is shown. */
function refresh(): Promise<unknown> {
  return mutate((key) => typeof key === "string" && key.startsWith(TRIGGERS_KEY) && !key.includes("/times?"));
}

/** Schedules and hooks of a workflow; undefined until the first answer. Entries of the night shift are shown there. */
export function useTriggers(workflow: string): { triggers: TriggerView[] | undefined; error: unknown } {
  const path = listPath(workflow);
  const { data, error } = useSWR(path, () => requestJson(triggersAnswerSchema, path), { shouldRetryOnError: false });
  return { triggers: data?.triggers.filter(({ kind }) => kind !== "spare"), error };
}

/** With its last deliveries, looked at every few seconds; undefined until the first answer. */
export function useTrigger(id: string): { trigger: TriggerDetails | undefined; error: unknown } {
  const { data, error } = useSWR(pathOf(id), () => requestJson(triggerDetailsSchema, pathOf(id)), {
    shouldRetryOnError: false,
    refreshInterval: 5000,
  });
  return { trigger: data, error };
}

/**
 * The next times of a schedule that is being written, none while its zone is none; `error` says what is wrong with it.
 * Half of a cron is mostly wrong: it is asked about when the typing rests, and until then what was known stays.
 */
export function useCronTimes(cron: string, timeZone: string): { next: string[] | undefined; error: unknown } {
  const written = cron.trim();
  const zone = timeZone.trim();
  const rested = useRested(written);
  const isAsked = written !== "" && rested !== "" && isTimeZone(zone);
  const path = `${TRIGGERS_KEY}/times?${new URLSearchParams({ cron: rested, timeZone: zone })}`;
  const { data, error } = useSWR(isAsked ? path : null, () => requestJson(cronTimesSchema, path), {
    shouldRetryOnError: false,
    keepPreviousData: true,
  });
  return {
    next: isAsked && error === undefined ? data?.next : undefined,
    error: rested === written ? error : undefined,
  };
}

/** With its secret where it has one, which is told this once. @throws AppError `invalid_request`, `not_found` */
export async function createTrigger(wanted: CreateTrigger): Promise<MadeTrigger> {
  const made = await requestJson(madeTriggerSchema, TRIGGERS_KEY, { method: "POST", body: wanted });
  await refresh();
  return made;
}

/** @throws AppError `not_found`, `invalid_request`, `not_allowed` */
export async function changeTrigger(id: string, patch: PatchTrigger): Promise<MadeTrigger> {
  const made = await requestJson(madeTriggerSchema, pathOf(id), { method: "PATCH", body: patch });
  await refresh();
  return made;
}

/** @throws AppError `not_found`, `not_allowed` */
export async function deleteTrigger(id: string): Promise<void> {
  await requestJson(z.unknown(), pathOf(id), { method: "DELETE", body: {} });
  await refresh();
}

/** Starts a run now, with `inputs` before those of the trigger. @throws AppError whatever keeps it from starting */
export async function testTrigger(id: string, inputs?: Record<string, Value>): Promise<{ id: string }> {
  try {
    return await requestJson(testedTriggerSchema, `${pathOf(id)}/test`, { method: "POST", body: { inputs } });
  } finally {
    await refresh();
  }
}

/** @throws AppError `not_found`, `not_allowed` */
export async function makeTriggerSecret(id: string): Promise<string> {
  return (await requestJson(newSecretSchema, `${pathOf(id)}/secret`, { method: "POST", body: {} })).secret;
}
