import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as requestPlain } from "node:http";
import { request as requestSecure, Agent as SecureAgent } from "node:https";
import type { Answer, DirectRequest } from "./directRequest";

/** Milliseconds that an idle connection is kept: hardly an upstream closes one just when it is used again. */
const IDLE_MS = 4000;
/** Milliseconds in which a connection has to be there, its handshake included. */
const CONNECT_MS = 10_000;

const kept = { keepAlive: true, timeout: IDLE_MS };
const plain = { ask: requestPlain, agent: new PlainAgent(kept), connected: "connect" };
const secure = { ask: requestSecure, agent: new SecureAgent(kept), connected: "secureConnect" };

/**
 * Posts to the host itself, by Node's own client: reading a piece of a stream costs it half of what it costs undici.
 * Who asks the same host shares connections. Nothing is followed. @throws the errors of Node, also on the body
 */
export async function postStraight(
  address: string,
  { headers, body, signal }: DirectRequest,
  connectMs = CONNECT_MS,
): Promise<Answer> {
  signal.throwIfAborted();
  const url = new URL(address);
  const bytes = Buffer.from(body);
  const { ask, agent, connected } = url.protocol === "https:" ? secure : plain;
  const answered = Promise.withResolvers<IncomingMessage>();
  let answer: IncomingMessage | undefined;
  const asked = ask(url, {
    ...{ method: "POST", agent },
    // A list goes out as it is. Some servers take no body without its length.
    headers: ["host", url.host, "connection", "keep-alive", ...toList(headers), "content-length", `${bytes.length}`],
    // Instead of the agent's, which is for idle connections: a model may think for longer.
    timeout: 0,
  });
  const stop = () => asked.destroy(signal.reason);
  signal.addEventListener("abort", stop);
  asked.once("close", () => signal.removeEventListener("abort", stop));
  asked.once("response", (received) => {
    if ((received.statusCode ?? 0) < 100)
      return asked.destroy(withCode("There is no such status.", "HPE_INVALID_STATUS"));
    answer = received;
    answered.resolve(received);
  });
  asked.on("error", (error) => {
    answered.reject(error);
    // Else its body would only say that it was aborted.
    answer?.destroy(error);
  });
  asked.once("upgrade", (_, socket) => {
    socket.destroy();
    answered.reject(new Error("The answer changes to another protocol, for which nobody asked."));
  });
  limitConnecting(asked, connected, connectMs);
  asked.end(bytes);
  const received = await answered.promise;
  return { status: received.statusCode ?? 0, headers: received.headers, body: received };
}

function toList(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat();
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

function limitConnecting(asked: ClientRequest, connected: string, connectMs: number): void {
  asked.once("socket", (socket) => {
    if (!socket.connecting) return;
    const giveUp = () => asked.destroy(withCode("The connection took too long.", "ETIMEDOUT"));
    const late = setTimeout(giveUp, connectMs);
    for (const end of [connected, "close"]) socket.once(end, () => clearTimeout(late));
  });
}
