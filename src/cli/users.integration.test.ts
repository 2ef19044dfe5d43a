import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { startSimulator } from "@/simulator/simulator";
import { isAppError } from "@/types/errors";
import { users } from "./commands/users";
import { homeIn, patchbay as runIn } from "./testPatchbay";
import { testTerminal } from "./testTerminal";

const password = "correct horse battery";

async function installation() {
  const env = homeIn(await testDirectory());
  /** What is piped in ends without an end of line. */
  const patchbay = async (settings: object, piped: string, ...args: string[]) => {
    const { status, said } = await runIn({ ...env, ...settings }, args, { piped });
    return { status, said };
  };
  return { env, patchbay };
}

/** One process, with a database and an account that was connected before there were people. */
async function openTeam(installed: Awaited<ReturnType<typeof installation>>) {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close());
  const database = {
    ...simulator.env,
    DATABASE_URL: await createTestDatabase(),
    PATCHBAY_SECRET: "ab".repeat(32),
    LOG_LEVEL: "silent",
  };
  const services = createServices(parseConfig({ ...installed.env, ...database }));
  onTestFinished(() => services.storage.close());
  await services.storage.prepare();
  await services.auth.importCodex({ tokens: await simulator.control.mintTokens({ person: "ada" }) });

  /** The command in this process: its words, or how it was refused. */
  async function say(words: string, typed: string[] = []): Promise<string> {
    const said: string[] = [];
    const [positionals, options] = [[] as string[], {} as Record<string, string | boolean>];
    for (const word of words.split(" ")) {
      const [, name, value = true] = /^--([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
      if (name === undefined) positionals.push(word);
      else options[name] = value;
    }
    const answer = async () => typed.shift() ?? "";
    const terminal = testTerminal({ printed: said, said, ask: answer, askSecret: answer });
    await users.run({ services, terminal, positionals, options }).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      said.push(`${error.code}: ${error.message}`);
    });
    return said.join("\n");
  }
  const enter = async (name: string, given: string) => {
    const cookie = await services.people?.signIn({ name, password: given, address: "", isSecure: false });
    return cookie?.split(";")[0] ?? null;
  };
  return { database, services, say, enter };
}

it("users takes a password from a pipe or from the terminal, and a database", async () => {
  const installed = await installation();
  const files = await installed.patchbay({}, "", "users");
  expect(files).toEqual({ status: 2, said: expect.stringMatching(/^Users need a database .* DATABASE_URL/) });
  const { database, services, enter } = await openTeam(installed);
  const add = ["users", "add", "Ada", "--role", "admin"];
  expect(await installed.patchbay(database, "", ...add)).toEqual({
    status: 2,
    said: expect.stringContaining("There is no terminal to ask at. Pipe the password in: --password-stdin"),
  });
  const added = await installed.patchbay(database, password, ...add, "--password-stdin", "--with-accounts");
  expect(added).toMatchObject({ status: 0, said: expect.stringContaining("Added ada (admin).\n") });
  const { person } = (await services.door.find(await enter("ada", password))) ?? {};
  if (person === undefined) throw new Error("Nobody came in.");
  expect(person).toMatchObject({ name: "ada", role: "admin" });
  expect((await services.of(person).auth.status()).accounts).toHaveLength(1);
  expect((await services.auth.status()).accounts).toEqual([]);
});

it("users adds, shows and changes people, and keeps an admin", async () => {
  const { services, say, enter } = await openTeam(await installation());
  expect(await say("list")).toMatch(/^There is nobody by name yet\. .*--role admin/);
  expect(await say("add bob --role=editor", [password, password])).toMatch(/^invalid_request: The first one .* admin/);
  expect(await say("add ada --role=admin", ["too short", "too short"])).toMatch(
    /^invalid_request: password: at least 12/,
  );
  expect(await say("add ada --role=admin", [password, "something else"])).toMatch(/^invalid_request: The two were not/);
  expect(await say("add ada --role=owner")).toMatch(/^invalid_request: --role wants one of runner, editor, admin/);
  expect(await say("add -ada --role=admin", [password, password])).toMatch(/^invalid_request: NAME: letters, digits/);
  expect(await say("add Ada --role=admin", [password, password])).toMatch(/^Added ada \(admin\)\.\n.*by name/);
  expect(await say("add bob --role=editor", [password, password])).toBe("Added bob (editor).");
  expect(await say("add bob --role=editor", [password, password])).toMatch(/^conflict: Somebody is called bob/);

  expect(await say("disable ada")).toMatch(/^conflict: .*only admin/);
  expect(await say("role nobody editor")).toMatch(/^not_found: Nobody is called nobody/);
  const cookie = await enter("ada", password);
  expect(await say("passwd ada", ["a brand new one", "a brand new one"])).toMatch(/signed out everywhere/);
  expect(await services.door.find(cookie)).toBeUndefined();
  await enter("ada", "a brand new one");
  expect(await say("role bob runner")).toBe("bob is runner now.");
  expect(await say("disable bob")).toMatch(/^bob is switched off/);
  expect(await say("list")).toMatch(/^ada +admin +password .*\nbob +runner +password +switched off +never/m);
  await expect(enter("bob", password)).rejects.toMatchObject({ code: "login_required" });
  expect(await say("enable bob")).toBe("bob may sign in again.");
  await enter("bob", password);
  expect(JSON.parse(await say("list --json"))).toMatchObject([{ name: "ada" }, { name: "bob", role: "runner" }]);
});

it("a command about accounts wants to know whose, as soon as people have names, and not before", async () => {
  const installed = await installation();
  const { database, services } = await openTeam(installed);
  const accounts = (...args: string[]) => installed.patchbay(database, "", "accounts", ...args);
  expect(await accounts()).toMatchObject({ status: 0, said: expect.stringContaining("a••@example.com") });
  expect(await accounts("--as", "ada")).toMatchObject({ status: 2, said: expect.stringContaining("no --as") });
  await installed.patchbay(database, password, "users", "add", "ada", "--role", "admin", "--password-stdin");
  expect(await accounts()).toMatchObject({ status: 2, said: expect.stringContaining("--as NAME") });
  expect(await accounts("--as", "Ada")).toMatchObject({ status: 0, said: expect.stringContaining("No account is") });
  expect(await accounts("--as", "eve")).toMatchObject({ status: 2, said: expect.stringContaining("“eve”") });
  const [ada] = (await services.people?.persons.list()) ?? [];
  await services.giveAccounts(ada?.id ?? "");
  expect(await accounts("--as", "ada")).toMatchObject({ status: 0, said: expect.stringContaining("a••@example.com") });
});

it("doctor looks at the accounts of everybody, and says whose they are", async () => {
  const installed = await installation();
  const { database, services, say } = await openTeam(installed);
  expect((await installed.patchbay(database, "", "doctor")).said).toMatch(/^ok {3}Account ChatGPT \(plus\)$/m);
  await say("add ada --role=admin --with-accounts", [password, password]);
  await say("add bob --role=editor", [password, password]);
  const { said } = await installed.patchbay(database, "", "doctor");
  expect(said).toMatch(/^ok {3}Account ChatGPT of ada \(plus\)$/m);
  expect(said).not.toContain("No account is connected");
  const [ada] = (await services.people?.persons.list()) ?? [];
  if (ada === undefined) throw new Error("Nobody was added.");
  const [account] = (await services.of(ada).auth.status()).accounts;
  await services.of(ada).auth.disconnect(account?.id);
  expect((await installed.patchbay(database, "", "doctor")).said).toContain("patchbay login --as NAME");
});

it("access keys are whose --as names, and others neither see nor revoke them", async () => {
  const installed = await installation();
  const { database, services } = await openTeam(installed);
  for (const [name, role] of [
    ["ada", "admin"],
    ["bob", "editor"],
  ] as const) {
    await installed.patchbay(database, password, "users", "add", name, "--role", role, "--password-stdin");
  }
  const keys = (...args: string[]) => installed.patchbay(database, "", "keys", ...args);
  expect(await keys("create", "Laptop", "--scope", "runs")).toMatchObject({ status: 2 });
  const made = await keys("create", "Laptop", "--scope", "runs", "--as", "bob");
  const [bob] = ((await services.people?.persons.list()) ?? []).filter(({ name }) => name === "bob");
  const key = /pb_[\w-]{43}/.exec(made.said)?.[0];
  expect(await services.accessKeys.find(`Bearer ${key}`, "")).toMatchObject({ name: "Laptop", person: bob?.id });
  expect(await keys("list", "--as", "ada")).toMatchObject({ status: 0, said: expect.stringMatching(/^There is no/) });
  expect(await keys("revoke", "Laptop", "--as", "ada")).toMatchObject({ status: 2 });
  expect(await keys("revoke", "laptop", "--as", "bob")).toMatchObject({ status: 0 });
  await expect(services.accessKeys.find(`Bearer ${key}`, "")).rejects.toMatchObject({ code: "login_required" });
  const noted = (await services.people?.audit.list({ limit: 2 })) ?? [];
  expect(noted).toMatchObject([
    { kind: "access_key_revoked", about: "Laptop" },
    { kind: "access_key_created", about: "Laptop", details: { scopes: "runs", owner: "bob" } },
  ]);
});
