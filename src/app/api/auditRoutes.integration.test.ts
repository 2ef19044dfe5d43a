import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { type AuditEntry, auditEntrySchema } from "@/types/people";
import { GET as exportAudit } from "./audit/export/route";
import { GET as readAudit } from "./audit/route";
import { POST as disconnect } from "./auth/openai/disconnect/route";
import { POST as importCodex } from "./auth/openai/import/route";
import { PUT as putKey, DELETE as removeKey } from "./keys/[provider]/route";
import { DELETE as removeServer } from "./servers/[id]/route";
import { POST as addServer } from "./servers/route";
import { DELETE as signOut } from "./session/route";
import { GET as readSettings, PUT as writeSettings } from "./settings/route";
import { startTeam, type Team } from "./teamServices";
import { GET as readFile } from "./workflows/[id]/file/route";
import { DELETE as leave, POST as sayPresent } from "./workflows/[id]/presence/route";
import { POST as createWorkflow } from "./workflows/route";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const plan = {
  ...{ format: "patchbay/workflow", version: 1, name: "Plan", nodes: [], edges: [] },
  layout: { nodes: {}, groups: [] },
};

type Admin = Awaited<ReturnType<Team["add"]>>;

async function entriesOf(admin: Admin, query = ""): Promise<{ entries: AuditEntry[]; next?: string }> {
  const answer = await admin.ask(readAudit, `/api/audit${query}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

const toLine = ({ kind, person, about }: AuditEntry) => [person?.name, kind, about].join(" ");

describe("the audit log", () => {
  it("has who connected, entered, changed, took away and removed what, and never a secret", async () => {
    const { add } = await startTeam(simulator.env);
    const [ada, bob] = [await add("ada", "admin"), await add("bob", "editor")];
    const tokens = await simulator.control.mintTokens({ person: "grace" });
    const connected = await bob.ask(importCodex, "/api/auth/openai/import", { method: "POST", body: { tokens } });
    const { account } = await connected.json();
    await bob.ask(disconnect, "/api/auth/openai/disconnect", { method: "POST", body: { account: account.id } });
    const provider = { params: { provider: "anthropic" } };
    const key = { key: "sk-ant-very-secret-0001", baseUrl: "https://models.example" };
    await ada.ask(putKey, "/api/keys/anthropic", { method: "PUT", body: key, ...provider });
    await ada.ask(removeKey, "/api/keys/anthropic", { method: "DELETE", ...provider });
    const server = { name: "Ours", baseUrl: "http://127.0.0.1:9", key: "very-secret-0002" };
    const added = await ada.ask(addServer, "/api/servers", { method: "POST", body: server });
    const { id } = await added.json();
    await ada.ask(removeServer, `/api/servers/${id}`, { method: "DELETE", params: { id } });
    const settings = await (await ada.ask(readSettings, "/api/settings")).json();
    const kept = { ...settings, runs: { ...settings.runs, keepDays: 30 } };
    for (let times = 0; times < 2; times++)
      await ada.ask(writeSettings, "/api/settings", { method: "PUT", body: kept });
    const created = await bob.ask(createWorkflow, "/api/workflows", { method: "POST", body: plan });
    const workflow = await created.json();
    await bob.ask(readFile, `/api/workflows/${workflow.id}/file`, { params: { id: workflow.id } });
    // What failed was not done.
    await bob.ask(putKey, "/api/keys/anthropic", { method: "PUT", body: key, ...provider });
    await bob.ask(readFile, "/api/workflows/none/file", { params: { id: "none" } });

    for (let times = 0; times < 2; times++) await bob.ask(signOut, "/api/session", { method: "DELETE" });

    const { entries, next } = await entriesOf(ada);
    expect(entries.map(toLine)).toEqual([
      "bob sign_out ",
      `bob workflow_exported ${workflow.id}`,
      "ada settings_changed ",
      `ada server_removed ${id}`,
      "ada server_changed Ours",
      "ada key_removed anthropic",
      "ada key_changed anthropic",
      `bob account_disconnected ${account.name}`,
      `bob account_connected ${account.name}`,
    ]);
    expect(next).toBeUndefined();
    expect(entries.find(({ kind }) => kind === "key_changed")?.details).toEqual({ address: "https://models.example" });
    expect(JSON.stringify(entries)).not.toMatch(/secret|eyJ/);
  });

  it("is read page by page and filtered by admins, and by nobody else", async () => {
    const { services, add } = await startTeam();
    const [ada, bob] = [await add("ada", "admin"), await add("bob", "editor")];
    for (let number = 0; number < 3; number++) await services.people?.audit.note({ kind: "sign_in", person: bob.id });
    await services.people?.audit.note({ kind: "sign_out", person: ada.id });
    const first = await entriesOf(ada, "?limit=3");
    expect(first.entries.map(toLine)).toEqual(["ada sign_out ", "bob sign_in ", "bob sign_in "]);
    const second = await entriesOf(ada, `?limit=3&before=${first.next}`);
    expect([second.entries.map(toLine), second.next]).toEqual([["bob sign_in "], undefined]);
    expect((await entriesOf(ada, `?kind=sign_out&person=${ada.id}`)).entries).toHaveLength(1);
    expect((await entriesOf(ada, `?kind=sign_out&person=${bob.id}`)).entries).toEqual([]);
    for (const wrong of ["?limit=0", "?before=x", "?kind=none", "?other=1"])
      expect((await ada.ask(readAudit, `/api/audit${wrong}`)).status).toBe(400);
    for (const route of [readAudit, exportAudit]) {
      const refused = await bob.ask(route, "/api/audit");
      expect([refused.status, (await refused.json()).error.code]).toEqual([403, "not_allowed"]);
    }
  });

  it("is taken away whole, a line each, however long it is", async () => {
    const { services, add } = await startTeam();
    const ada = await add("ada", "admin");
    const note = (index: number) => services.people?.audit.note({ kind: "sign_in", about: String(index) });
    for (let begin = 0; begin < 1000; begin += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => note(begin + index)));
    const answer = await ada.ask(exportAudit, "/api/audit/export");
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const lines = (await answer.text()).trimEnd().split("\n");
    const ids = lines.map((line) => Number(auditEntrySchema.parse(JSON.parse(line)).id));
    expect(ids).toHaveLength(1000);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });
});

describe("presence", () => {
  it("is told to who has the same workflow open, and ends when the page says so", async () => {
    const { add } = await startTeam();
    const [ada, bob] = [await add("ada", "admin"), await add("bob", "runner")];
    const params = { id: "w1" };
    const say = async (person: Admin, page: string) => {
      const answer = await person.ask(sayPresent, "/api/workflows/w1/presence", {
        method: "POST",
        body: { page },
        params,
      });
      return answer.json();
    };
    expect(await say(ada, "a1")).toEqual({ people: [] });
    expect(await say(bob, "b1")).toEqual({ people: [{ id: ada.id, name: "ada", since: expect.any(String) }] });
    const go = (person: Admin) => person.ask(leave, "/api/workflows/w1/presence?page=a1", { method: "DELETE", params });
    expect((await go(bob)).status).toBe(204);
    expect((await say(bob, "b1")).people).toHaveLength(1);
    expect((await go(ada)).status).toBe(204);
    expect(await say(bob, "b1")).toEqual({ people: [] });
  });
});
