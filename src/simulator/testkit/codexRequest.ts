import { createParser } from "eventsource-parser";
import type { Simulator } from "@/simulator/types";

/** A body that the plan backend takes. */
export function codexBody(prompt: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    model: "gpt-5.5",
    stream: true,
    store: false,
    instructions: "Be brief.",
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: prompt }] }],
    ...more,
  };
}

export interface Caller {
  accessToken: string;
  accountId?: string;
}

export function postCodex(
  simulator: Simulator,
  { accessToken, accountId }: Caller,
  body: unknown,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${simulator.env.CHATGPT_BASE_URL}/codex/responses`, {
    method: "POST",
    body: JSON.stringify(body),
    ...init,
    headers: {
      "content-type": "application/json",
      originator: "codex_cli_rs",
      version: "0.171.0",
      authorization: `Bearer ${accessToken}`,
      ...(accountId === undefined ? {} : { "chatgpt-account-id": accountId }),
      ...init.headers,
    },
  });
}

export interface SentEvent {
  type: string;
  [field: string]: unknown;
}

/** The events of a streamed answer; a broken connection ends them. */
export async function readEvents(response: Response): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data !== "[DONE]") events.push(JSON.parse(data));
    },
  });
  try {
    for await (const chunk of response.body ?? []) parser.feed(Buffer.from(chunk).toString("utf8"));
  } catch {
    // A cut connection is what some tests are about: they look at what came before it.
  }
  return events;
}
