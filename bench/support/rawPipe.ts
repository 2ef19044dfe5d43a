import { Agent, request as ask, createServer } from "node:http";

/**
 * The least that a relay can do: bytes go from the upstream's connection to the client's, unread. Run as a process of
 * its own with UPSTREAM, it prints its port.
 */
const upstream = process.env.UPSTREAM ?? "";
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

const server = createServer((request, response) => {
  const { method, url, headers } = request;
  const onward = ask(`${upstream}${url}`, { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`port ${address.port}`);
});
