import { setTimeout as sleep } from "node:timers/promises";
import { type Member, startTeam } from "@/teams/startTeam";
import { freshDatabase, untilCount } from "./benchDatabase";
import { report } from "./table";

const KILLS = 3;
/** A worker that has just started trusts no lease yet, in milliseconds. */
const SETTLED_MS = 11_000;
/** Longer than all that is measured. */
const CALL = "events=400 gapMs=250";

/** From the kill of a worker to its run at work elsewhere. */
export async function measureTakeOver(serverUrl: string, upstreamUrl: string): Promise<void> {
  const database = await freshDatabase(serverUrl);
  const env = { OPENAI_BASE_URL: `${upstreamUrl}/v1`, OPENAI_API_KEY: "sk-bench" };
  const serverEnv = { PATCHBAY_WORKERS: "0" };
  const team = await startTeam({ databaseUrl: database.url, env, servers: 1, workers: 1, serverEnv });
  const takenUp = 'SELECT count(*) FROM run_events WHERE body LIKE \'%"type":"run-resume"%\'';
  try {
    await startLongRun(team.members("server")[0]);
    await untilCount(database, takenUp, 1);
    let longestMs = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      const [worker] = team.members("worker");
      await team.add("worker");
      await sleep(SETTLED_MS);
      const startedAt = performance.now();
      if (worker !== undefined) await team.kill(worker);
      await untilCount(database, takenUp, kill + 1);
      longestMs = Math.max(longestMs, performance.now() - startedAt);
    }
    const what = `a worker is killed: its run goes on elsewhere, longest of ${KILLS}`;
    report({ what, ours: longestMs / 1000, unit: "s", goal: { most: 15 } });
  } finally {
    await team.stop();
    await database.close();
  }
}

async function startLongRun(server: Member | undefined): Promise<void> {
  const nodes = [
    { id: "p", type: "prompt", data: { text: CALL } },
    { id: "m", type: "llmGenerate", data: { provider: "openai", model: "gpt-5.5" } },
  ];
  const edges = [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: "prompt" } }];
  const about = { format: "patchbay/workflow", version: 1, id: "bench", name: "Bench", revision: 1 };
  const answer = await fetch(`${server?.url}/api/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ workflow: { ...about, nodes, edges, layout: { nodes: {}, groups: [] } } }),
  });
  if (answer.status !== 201) throw new Error(`The run was refused: ${await answer.text()}`);
}
