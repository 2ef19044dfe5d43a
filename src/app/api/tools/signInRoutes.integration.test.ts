import { expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { startGuardedServer } from "@/lib/tools/testToolIssuer";
import { DELETE, POST as SIGN_IN } from "./[id]/sign-in/route";
import { GET as CALLBACK } from "./callback/route";
import { GET, POST } from "./route";

it("a person signs in at a server from the screen, comes back to the app, and signs out again", async () => {
  useServices(await testDirectory());
  const server = await startGuardedServer();
  await ask(POST, "/api/tools", { method: "POST", body: { name: "Tickets", url: server.url } });
  const seen = async () => (await (await ask(GET, "/api/tools")).json()).servers;
  expect(await seen()).toMatchObject([{ status: "sign_in", isSignedIn: false, tools: [] }]);

  const params = { id: "tickets" };
  const path = "/api/tools/tickets/sign-in";
  const { url } = await (await ask(SIGN_IN, path, { method: "POST", body: {}, params })).json();
  const back = await approve(url, "ada");
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  const home = await ask(CALLBACK, back, { headers });
  expect([home.status, home.headers.get("location")]).toEqual([303, "/?connected=tickets"]);
  expect(await seen()).toMatchObject([{ status: "connected", isSignedIn: true, tools: [{ name: "act" }] }]);
  const again = await ask(CALLBACK, back, { headers });
  expect(again.headers.get("location")).toBe("/?connectError=state_mismatch");

  const left = await ask(DELETE, path, { method: "DELETE", body: {}, params });
  expect(await left.json()).toMatchObject({ id: "tickets", isSignedIn: false });
  expect(await seen()).toMatchObject([{ status: "sign_in" }]);
});
