import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createLoopbackListener } from "./loopbackListener";

const LOCAL_ORIGIN = "http://localhost:3000";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

async function occupy(host: string, port = 0): Promise<number> {
  const server: Server = createServer((_, response) => response.end("somebody else"));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

interface Answer {
  status: number | undefined;
  location: string | undefined;
  text: string;
}

function ask(port: number, path: string, { host = "127.0.0.1", header = `localhost:${port}`, method = "GET" } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ host, port, path, method, headers: { host: header }, setHost: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, location: response.headers.location, text }));
    });
    sent.on("error", reject).end();
  });
}

async function listening(ports: number[]) {
  const { auth, ...rest } = await testAuth(issuer, { OPENAI_OAUTH_CALLBACK_PORTS: ports.join(",") });
  onTestFinished(() => auth.close());
  const start = () => auth.start({ route: "codex", origin: LOCAL_ORIGIN });
  return { auth, start, ...rest };
}

describe("the sign-in listener", () => {
  it("sends the browser on to the origin the sign-in began on, over both families", async () => {
    const port = await freePort();
    const { start } = await listening([port]);
    const { state, listener, redirectUri } = await start();
    expect({ listener, redirectUri }).toEqual({
      listener: "listening",
      redirectUri: `http://localhost:${port}/auth/callback`,
    });
    for (const host of ["127.0.0.1", "::1"]) {
      const answer = await ask(port, `/auth/callback?code=c%20d&state=${state}`, { host });
      expect(answer).toMatchObject({
        status: 302,
        location: `${LOCAL_ORIGIN}/api/auth/openai/callback?code=c%20d&state=${state}`,
      });
    }
  });

  it("matches several waiting sign-ins by their state, and closes after the last", async () => {
    const port = await freePort();
    const { auth, start } = await listening([port]);
    const [one, two] = [await start(), await start()];
    await auth.callback({ state: two.state, code: issuer.approve(two.url) });
    expect((await ask(port, `/auth/callback?code=1&state=${one.state}`)).status).toBe(302);
    await auth.callback({ state: one.state, code: issuer.approve(one.url) });
    await expect(ask(port, "/auth/callback")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("is open for a sign-in that began while the last one before it ended", async () => {
    const port = await freePort();
    const { config } = await testAuth(issuer, { OPENAI_OAUTH_CALLBACK_PORTS: String(port) });
    const storage = createAuthStorage({
      config,
      texts: createFileTextStore(config.dataDir),
      box: createSecretBox(config),
    });
    const { update } = storage.openai;
    let endTheOther: (() => Promise<void>) | undefined;
    storage.openai.update = async (change) => {
      const end = endTheOther;
      endTheOther = undefined;
      await end?.();
      return update(change);
    };
    const auth = createFileAuth({ config, storage, fetch: issuer.fetch });
    onTestFinished(() => auth.close());
    const first = await auth.start({ route: "codex", origin: LOCAL_ORIGIN });
    endTheOther = () => auth.cancel(first.state);
    const { state } = await auth.start({ route: "codex", origin: LOCAL_ORIGIN });
    expect((await ask(port, `/auth/callback?code=1&state=${state}`)).status).toBe(302);
  });

  it("opens again after a restart for a browser that is under way on this computer, and for no other", async () => {
    const port = await freePort();
    const { auth, start, restart } = await listening([port]);
    await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
    const afterRestart = async () => {
      const next = restart();
      onTestFinished(() => next.close());
      await next.resume();
      return next;
    };
    await afterRestart();
    await expect(ask(port, "/auth/callback")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    const { state } = await start();
    await auth.close();
    await afterRestart();
    expect((await ask(port, `/auth/callback?code=1&state=${state}`)).status).toBe(302);
  });

  it("closes when the only sign-in is cancelled", async () => {
    const port = await freePort();
    const { auth, start } = await listening([port]);
    await auth.cancel((await start()).state);
    await expect(ask(port, "/auth/callback")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("answers nothing else", async () => {
    const port = await freePort();
    const { start } = await listening([port]);
    const { state } = await start();
    expect((await ask(port, "/")).status).toBe(404);
    expect((await ask(port, "/success?id_token=x")).status).toBe(404);
    expect((await ask(port, "/cancel")).status).toBe(404);
    expect((await ask(port, "//")).status).toBe(404);
    expect((await ask(port, "http://[")).status).toBe(404);
    expect((await ask(port, `/auth/callback?state=${state}`, { method: "POST" })).status).toBe(405);
    expect((await ask(port, `/auth/callback?state=${state}`, { header: "evil.test" })).status).toBe(403);
    expect((await ask(port, `/auth/callback?state=${state}`, { header: `evil.test:${port}` })).status).toBe(403);
  });

  it("tells an unknown state without repeating anything of the request", async () => {
    const port = await freePort();
    const { start } = await listening([port]);
    await start();
    const answer = await ask(port, "/auth/callback?state=%3Cscript%3Ealert(1)%3C/script%3E&error=evil");
    expect(answer).toMatchObject({ status: 400, location: undefined });
    expect(answer.text).not.toMatch(/script|evil/);
  });

  it.each(["127.0.0.1", "::1"])("leaves a port alone that somebody holds on %s, and takes the next", async (host) => {
    const [taken, free] = [await occupy(host), await freePort()];
    const { start } = await listening([taken, free]);
    expect(await start()).toMatchObject({
      listener: "listening",
      redirectUri: `http://localhost:${free}/auth/callback`,
    });
    expect((await ask(taken, "/", { host })).text).toBe("somebody else");
  });

  it("says when all ports are busy, and tries again the next time", async () => {
    const port = await freePort();
    const destinationOf = async () => undefined;
    const first = createLoopbackListener({ ports: [port], destinationOf });
    expect(await first.open()).toBe(port);
    const { auth, start } = await listening([port]);
    expect((await start()).listener).toBe("busy");
    await first.close();
    expect((await start()).listener).toBe("listening");
    await auth.close();
  });

  it("is not opened for a browser on another computer", async () => {
    const port = await freePort();
    const { auth } = await listening([port]);
    await auth.start({ route: "codex", origin: "https://patchbay.example" });
    await expect(ask(port, "/auth/callback")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
