import { z } from "zod";
import { toShownError } from "@/components/ErrorNote";
import { refreshConnections } from "@/components/hooks/useAuthStatus";
import { toast } from "@/components/ui/toast";
import { requestJson } from "@/store/apiClient";
import type { PatchAccount } from "@/types/accounts";

const accountPath = (id: string) => `/api/accounts/${encodeURIComponent(id)}`;

/** @throws AppError */
export async function patchAccount(id: string, change: PatchAccount): Promise<void> {
  await requestJson(z.unknown(), accountPath(id), { method: "PATCH", body: change });
  await refreshConnections();
}

/** One cheap call, with a renewal before it if that is needed. @throws AppError */
export async function validateAccount(id: string): Promise<void> {
  try {
    await requestJson(z.unknown(), `${accountPath(id)}/validate`, { method: "POST", body: {} });
  } finally {
    // A failure has changed the account too.
    await refreshConnections();
  }
}

const disconnectAnswerSchema = z.object({ unconfirmed: z.array(z.string()).default([]) });

/** @returns whether OpenAI confirmed that the sign-in has ended there too. @throws AppError */
export async function disconnectAccount(id: string): Promise<boolean> {
  const body = { account: id };
  const answer = await requestJson(disconnectAnswerSchema, "/api/auth/openai/disconnect", { method: "POST", body });
  await refreshConnections();
  return answer.unconfirmed.length === 0;
}

/** Does it and says so in a toast, also when it did not work. True: it worked. */
export async function announce(done: string, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    toast.success(done);
    return true;
  } catch (error) {
    toast.error(toShownError(error).message);
    return false;
  }
}
