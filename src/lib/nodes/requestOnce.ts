import { AppError, isAppError } from "@/types/errors";
import type { PortValues, Value } from "@/types/run";
import type { NodeContext, ToolStep } from "./nodeKind";
import type { RequestAnswer, RequestToSend, SendRequest } from "./requestPort";
import { showNamed } from "./requestText";
import { parseIfJson } from "./values";

type Context = Pick<NodeContext<unknown>, "request" | "ask" | "past" | "tell" | "signal">;
type Sending = Pick<Context, "tell" | "signal"> & { send: SendRequest };

/** Whether doing it twice would be more than doing it once. */
function actsEachTime({ method, headers }: Pick<RequestToSend, "method" | "headers">): boolean {
  if (method !== "POST" && method !== "PATCH") return false;
  return !headers.some(([name]) => name.toLowerCase() === "idempotency-key");
}

/**
 * Sends a request. One that acts each time stands in the journal before it is sent and before its answer is used, so
 * that after a crash it is never sent again without a word. @throws AppError as `SendRequest`, `tool_failed`, Rest
 */
export async function sendOnce(context: Context, request: RequestToSend): Promise<RequestAnswer> {
  const { request: send, past, tell, signal } = context;
  if (send === undefined) throw new AppError("egress_blocked", "Requests to other servers are not possible here.");
  if (!actsEachTime(request)) return send(request, signal);
  const last = past.tools.at(-1);
  if (last?.status === "done" && last.output !== undefined) return toAnswer(last.output);
  if (last?.status === "started" || last?.status === "denied") {
    const given = await askAbout(context, last, request);
    if (given !== undefined) return given;
  }
  const call = `request-${past.tools.filter(({ status }) => status === "started").length + 1}`;
  return sendTold({ send, tell, signal }, request, { type: "node-tool", call, ...describe(request) });
}

async function sendTold(
  { send, tell, signal }: Sending,
  request: RequestToSend,
  step: Omit<ToolStep, "status">,
): Promise<RequestAnswer> {
  await tell({ ...step, status: "started" });
  const answer = await send(request, signal).catch(async (error: unknown) => {
    // Of what was stopped on its way nobody knows what became of it.
    if (isAppError(error)) {
      const { code, message } = error;
      await tell({ ...step, status: "failed", error: { code, message } });
    }
    throw error;
  });
  await tell({ ...step, status: "done", output: { ...answer } });
  return answer;
}

/** Undefined where it is to be sent again. */
async function askAbout(
  { ask, tell, past }: Context,
  { call, server, name, arguments: sent }: ToolStep,
  { as }: RequestToSend,
): Promise<RequestAnswer | undefined> {
  const about = { call, server, name, arguments: sent };
  // An answer holds for its own question alone: when the node is tried again, a person decides anew.
  const declined = past.tools.filter(({ status }) => status === "denied").length;
  const before = declined === 0 ? "" : ` So far it was declined ${declined === 1 ? "once" : `${declined} times`}.`;
  const question = `Patchbay ended while this request to ${server} was under way, so nobody knows whether it arrived.${before} Send it again?`;
  const answer = await ask({ kind: "unfinished_tool", ...about, value: null, question });
  if (!answer.approved) {
    await tell({ type: "node-tool", ...about, status: "denied" });
    const message = `The request to ${server} was cut off and was not sent again, as a person decided.`;
    throw new AppError("tool_failed", message, { server });
  }
  if (answer.value === undefined) return undefined;
  // A person writes text.
  return { status: 200, body: as === "json" ? parseIfJson(answer.value) : answer.value };
}

function describe({ method, url, body }: RequestToSend): Pick<ToolStep, "server" | "name" | "arguments"> {
  const address = showNamed(url);
  const server = (URL.parse(address)?.host || address).slice(0, 200);
  const sent = { url: cut(address), ...(body === undefined ? {} : { body: cut(showNamed(body)) }) };
  return { server, name: method, arguments: JSON.stringify(sent) };
}

/** Of what is sent, so much stands in the journal, in characters: people read it, nothing is sent by it. */
const MAX_TOLD = 10_000;

function cut(text: string): string {
  return text.length > MAX_TOLD ? `${text.slice(0, MAX_TOLD - 1)}…` : text;
}

/** As `sendTold` told it. */
function toAnswer({ status, body = null }: PortValues): RequestAnswer {
  return { status: Number(status), body: body as Value };
}
