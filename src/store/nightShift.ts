import { z } from "zod";
import { type ChangeNightShift, type NightShift, nightShiftSchema } from "@/types/nightShift";
import type { Value } from "@/types/run";
import type { PatchTrigger } from "@/types/triggers";
import { requestJson } from "./apiClient";

export const NIGHT_SHIFT_PATH = "/api/night-shift";

/** What the night shift would do, and did. */
export function readNightShift(): Promise<NightShift> {
  return requestJson(nightShiftSchema, NIGHT_SHIFT_PATH);
}

/** Settings, or the order of the queue; gives what it would do then. */
export function changeNightShift(change: ChangeNightShift): Promise<NightShift> {
  return requestJson(nightShiftSchema, NIGHT_SHIFT_PATH, { method: "PUT", body: change });
}

export interface NewNightEntry {
  workflowId: string;
  repeat: boolean;
  account?: string;
  inputs?: Record<string, Value>;
}

const entryPath = (id: string) => `/api/triggers/${encodeURIComponent(id)}`;

export function addNightEntry(entry: NewNightEntry): Promise<unknown> {
  return requestJson(z.unknown(), "/api/triggers", { method: "POST", body: { kind: "spare", ...entry } });
}

/** @throws AppError `not_found` */
export function changeNightEntry(id: string, change: PatchTrigger): Promise<unknown> {
  return requestJson(z.unknown(), entryPath(id), { method: "PATCH", body: change });
}

/** @throws AppError `not_found` */
export function removeNightEntry(id: string): Promise<unknown> {
  return requestJson(z.unknown(), entryPath(id), { method: "DELETE", body: {} });
}
