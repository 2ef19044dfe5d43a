import { mutate } from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import {
  type CreateToolServer,
  type PatchToolServer,
  type ToolServerTest,
  type ToolSignIn,
  toolLogSchema,
  toolServerTestSchema,
  toolSignInSchema,
} from "@/types/toolSetup";
import { TOOLS_KEY } from "./keys";

const pathOf = (id: string) => `${TOOLS_KEY}/${encodeURIComponent(id)}`;

/** Like those below: @throws AppError */
export async function addToolServer(server: CreateToolServer): Promise<void> {
  await change(TOOLS_KEY, { method: "POST", body: server });
}

export async function patchToolServer(id: string, patch: PatchToolServer): Promise<void> {
  await change(pathOf(id), { method: "PATCH", body: patch });
}

export async function removeToolServer(id: string): Promise<void> {
  await change(pathOf(id), { method: "DELETE", body: {} });
}

/** Connects anew. */
export async function tryToolServer(id: string): Promise<ToolServerTest> {
  const found = await requestJson(toolServerTestSchema, `${pathOf(id)}/test`, { method: "POST", body: {} });
  await mutate(TOOLS_KEY);
  return found;
}

export async function startToolSignIn(id: string): Promise<ToolSignIn> {
  return requestJson(toolSignInSchema, `${pathOf(id)}/sign-in`, { method: "POST", body: {} });
}

export async function signOutOfTools(id: string): Promise<void> {
  await change(`${pathOf(id)}/sign-in`, { method: "DELETE", body: {} });
}

export async function readToolLog(id: string): Promise<string> {
  return (await requestJson(toolLogSchema, `${pathOf(id)}/log`)).log;
}

async function change(path: string, request: Parameters<typeof requestJson>[2]): Promise<void> {
  await requestJson(z.unknown(), path, request);
  await mutate(TOOLS_KEY);
}
