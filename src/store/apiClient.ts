import { z } from "zod";
import { AppError, type ErrorAction, errorActions, errorCodes } from "@/types/errors";
import { sessionEnd } from "./sessionEnd";

// The content security policy forbids `eval`, which zod's compiled parsers would try.
z.config({ jitless: true });

const errorAnswerSchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    action: z.enum(errorActions).optional().catch(undefined),
    details: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string().optional(),
  }),
});

/** Where a session begins and ends. */
export const SESSION_PATH = "/api/session";

export interface ApiRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a Blob as its bytes under its own type. */
  body?: unknown;
  signal?: AbortSignal;
  /** Lets a small request outlive its page. */
  keepalive?: boolean;
  fetch?: typeof fetch;
}

/**
 * One request to our own server; the answer is checked against `schema`.
 * @throws AppError with the server's code, words, action and details; `upstream_unavailable` with the fact
 * `offline` when no answer came
 */
export async function requestJson<T>(schema: z.ZodType<T>, path: string, request: ApiRequest = {}): Promise<T> {
  const response = await send(path, request);
  const answer = await readJson(response);
  if (!response.ok) {
    const error = toAppError(answer, response.status);
    // A wrong password gets the same code, from the one who is on the login page already.
    if (error.code === "login_required" && path !== SESSION_PATH) sessionEnd.setState({ isOver: true });
    throw error;
  }
  return schema.parse(answer);
}

async function send(path: string, request: ApiRequest): Promise<Response> {
  const { method = "GET", body, signal, keepalive } = request;
  const headers: Record<string, string> = { accept: "application/json" };
  const isBytes = body instanceof Blob;
  if (method !== "GET") headers["content-type"] = isBytes ? body.type : "application/json";
  try {
    return await (request.fetch ?? fetch)(path, {
      method,
      headers,
      body: isBytes ? body : body === undefined ? undefined : JSON.stringify(body),
      signal,
      keepalive,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new AppError(
      "upstream_unavailable",
      "Patchbay's server does not answer. Check that it still runs; nothing here is lost.",
      { offline: true },
      { cause },
    );
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toAppError(answer: unknown, status: number): AppError {
  const parsed = errorAnswerSchema.safeParse(answer);
  if (!parsed.success) {
    return new AppError("internal", `The server answered with status ${status} and no explanation.`, { status });
  }
  const { code, message, action, details, requestId } = parsed.data.error;
  const facts: { action?: ErrorAction; requestId?: string } = {};
  if (action !== undefined) facts.action = action;
  if (requestId !== undefined) facts.requestId = requestId;
  return new AppError(code, message, { ...details, ...facts });
}

/** Whether the request never reached the server, so that the same request may be sent again later. */
export function isOffline(error: unknown): boolean {
  return error instanceof AppError && error.facts.offline === true;
}
