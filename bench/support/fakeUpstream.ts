import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A Responses upstream that costs as little as possible: run as a process of its own, it prints its port. The prompt
 * says how many events and how far apart, as `events=200 gapMs=20`.
 */
const models = JSON.stringify({ object: "list", data: [{ id: "gpt-5.5", object: "model", owned_by: "bench" }] });
const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };

const server = createServer(async (request, response) => {
  if (request.method === "GET") return void response.writeHead(200, { "content-type": "application/json" }).end(models);
  let body = "";
  for await (const chunk of request) body += chunk;
  const events = Number(/events=(\d+)/.exec(body)?.[1] ?? 1);
  const gapMs = Number(/gapMs=(\d+)/.exec(body)?.[1] ?? 0);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  send({ type: "response.created", response: { id: "r", status: "in_progress" } });
  let text = "";
  for (let index = 0; index < events && !response.destroyed; index++) {
    text += " word";
    send({ type: "response.output_text.delta", delta: " word", item_id: "m", output_index: 0 });
    if (gapMs > 0) await sleep(gapMs);
  }
  const item = { type: "message", id: "m", role: "assistant", content: [{ type: "output_text", text }] };
  send({ type: "response.output_item.done", item, output_index: 0 });
  send({ type: "response.completed", response: { id: "r", status: "completed", output: [item], usage } });
  response.end();
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`port ${address.port}`);
});
