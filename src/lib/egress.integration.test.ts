import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { REMOTE_ORIGIN, testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { collect } from "@/lib/llm/callLlm";
import { startSimulator } from "@/simulator/simulator";
import { createEgress } from "./egress";
import { createServices } from "./server";

/** A proxy on this computer that wants a name and a password; `tunnels` lists where it was asked to go. */
async function startProxy({ credentials = "me:s@cret" } = {}) {
  const tunnels: string[] = [];
  const wanted = `Basic ${Buffer.from(credentials).toString("base64")}`;
  const server = createServer();
  server.on("connect", (request: IncomingMessage, socket: Duplex) => {
    tunnels.push(request.url ?? "");
    if (request.headers["proxy-authorization"] !== wanted) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { tunnels, port, url: `http://me:s%40cret@127.0.0.1:${port}` };
}

/** An account of the simulator, in an app with real connections. */
async function connected() {
  const simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  onTestFinished(() => simulator.close());
  const config = await testConfig(simulator.issuer);
  const services = createServices(config);
  onTestFinished(() => services.auth.close());
  const { url } = await services.auth.start({ route: "codex", origin: REMOTE_ORIGIN });
  const account = await services.auth.exchange({ url: await approve(url, "ada") });
  return { services, simulator, account, host: new URL(simulator.url).host };
}

it("takes an account's proxy for models, calls, renewals and the next sign-in alike", async () => {
  const { services, simulator, account, host } = await connected();
  const proxy = await startProxy();
  const { auth } = services;
  await auth.edit(account.id, { proxyUrl: proxy.url });
  const seen = () => simulator.requests.length;
  const throughProxy = async (work: () => Promise<unknown>) => {
    const [before, tunnelsBefore] = [seen(), proxy.tunnels.length];
    await work();
    expect(seen()).toBeGreaterThan(before);
    return proxy.tunnels.slice(tunnelsBefore);
  };
  // Connections through the proxy are kept, so the first request opens the tunnel and later ones need none.
  expect(await throughProxy(() => services.checkAccount(account.id))).toContain(host);
  expect(await auth.account(account.id)).toMatchObject({ status: "active" });

  const dead = `http://127.0.0.1:${await freePort()}`;
  await auth.edit(account.id, { proxyUrl: dead });
  const before = seen();
  expect(await services.checkAccount(account.id)).toMatchObject({
    status: "error",
    lastError: { code: "upstream_unavailable" },
  });
  await expect(auth.renew(account.id)).rejects.toMatchObject({ code: "upstream_unavailable" });
  const call = services.callLlm(
    { provider: "openai-auth", model: "gpt-5.5", messages: [{ role: "user", content: "Hello" }] },
    AbortSignal.timeout(10_000),
  );
  await expect(collect(call)).rejects.toMatchObject({ code: "upstream_unavailable" });
  const again = await auth.start({ route: "codex", origin: REMOTE_ORIGIN, account: account.id });
  const answer = await approve(again.url, "ada");
  const afterBrowser = seen();
  await expect(auth.exchange({ url: answer })).rejects.toMatchObject({ code: "upstream_unavailable" });
  expect(afterBrowser).toBeGreaterThan(before);
  expect(seen()).toBe(afterBrowser);
});

it("says that nothing was sent when the proxy refuses, and renews once it does not", async () => {
  const { services, simulator, account } = await connected();
  const proxy = await startProxy();
  const { auth } = services;
  await auth.edit(account.id, { proxyUrl: `http://me:wrong@127.0.0.1:${proxy.port}` });
  await expect(auth.renew(account.id)).rejects.toMatchObject({ code: "upstream_unavailable" });
  expect(simulator.counters.refreshOutcomes).toEqual({});
  await auth.edit(account.id, { proxyUrl: proxy.url });
  await expect
    .poll(
      async () =>
        auth.renew(account.id).then(
          () => "renewed",
          () => "not yet",
        ),
      { timeout: 10_000, interval: 500 },
    )
    .toBe("renewed");
  expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
});

it("takes HTTPS_PROXY for https, but not for hosts in NO_PROXY nor for this computer's plain http", async () => {
  const proxy = await startProxy();
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close());
  const port = await freePort();
  const egress = createEgress({ url: proxy.url, noProxy: "localhost" }, fetch);
  const tunnelsFor = async (url: string) => {
    proxy.tunnels.length = 0;
    await egress.fetch(url).catch(() => undefined);
    return proxy.tunnels;
  };
  expect(await tunnelsFor(`https://127.0.0.1:${port}/`)).toEqual([`127.0.0.1:${port}`]);
  expect(await tunnelsFor(`https://localhost:${port}/`)).toEqual([]);
  expect(await tunnelsFor(`${simulator.url}/`)).toEqual([]);
});
