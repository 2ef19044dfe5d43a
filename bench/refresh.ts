import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenaiAuthStore, type OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";
import { parseConfig } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { report } from "./support/table";

const PROCESSES = 64;
const CALLERS = 64;
const EXPIRIES = 200;

/** How often the issuer is asked when many callers in many processes meet an expired token at once. */
export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-bench-refresh-"));
  const simulator = await startSimulator({ port: 0 });
  const environment = {
    ...simulator.env,
    PATCHBAY_DATA_DIR: join(directory, "data"),
    XDG_CONFIG_HOME: join(directory, "config"),
  };
  const config = parseConfig(environment);
  const auth = createFileAuth({ config });
  await auth.importCodex({ tokens: await simulator.control.mintTokens({ person: "ada" }) });
  const store = createOpenaiAuthStore(createFileTextStore(config.dataDir), createSecretBox(config));
  const children = Array.from({ length: PROCESSES }, () =>
    startChild(
      new URL("../src/lib/auth/testkit/refreshCallers.child.ts", import.meta.url),
      [String(CALLERS)],
      environment,
    ),
  );
  try {
    await expireAgainAndAgain(store, children);
    await tell(simulator, (await auth.status()).accounts[0]?.status);
  } finally {
    for (const child of children) child.process.kill();
    await simulator.close();
    await auth.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Every round, all callers of all processes have to be given one and the same new token. */
async function expireAgainAndAgain(store: OpenaiAuthStore, children: TestChild[]): Promise<void> {
  for (let round = 0; round < EXPIRIES; round++) {
    await store.update(({ accounts }) => {
      for (const account of accounts) account.expires_at = new Date(Date.now() - 1000).toISOString();
    });
    for (const child of children) child.send("go");
    const answers = new Set(await Promise.all(children.map((child) => child.nextLine())));
    const [answer = "[]"] = answers;
    if (answers.size !== 1 || JSON.parse(answer).length !== 1) throw new Error(`round ${round} gave several tokens`);
  }
}

async function tell(simulator: Simulator, status: string | undefined): Promise<void> {
  const asked = Object.values(simulator.counters.refreshOutcomes).reduce((sum, count) => sum + count, 0);
  const what = `${PROCESSES} processes × ${CALLERS} callers × ${EXPIRIES} expiries`;
  report({ what: `${what}: renewals per expiry`, ours: asked / EXPIRIES, unit: "", goal: { least: 1, most: 1 } });
  report({ what: `${what}: logouts`, ours: status === "active" ? 0 : 1, unit: "", goal: { least: 0, most: 0 } });
}
