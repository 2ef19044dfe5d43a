// Run by queueContenders.ts: works on jobs of pg-boss, so many at once, with one call each to the upstream that runs of
// ours ask; without an upstream it does nothing. Set as fast as it goes: woken by notices, and without a pause between
// full batches.
const [modulePath = "", url = "", atOnce = "1", upstream = ""] = process.argv.slice(2);
const { PgBoss } = await import(modulePath);
const boss = new PgBoss({ connectionString: url, useListenNotify: true });
boss.on("error", console.error);
await boss.start();
await boss.createQueue("runs", { notify: true });
const polling = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
const settings = { batchSize: Number(atOnce), burstWhenBatchFull: true, ...polling };
await boss.work("runs", settings, async (jobs: { data: { prompt: string } }[]) => {
  if (upstream !== "") await Promise.all(jobs.map(({ data }) => call(data.prompt)));
});
console.log("ready");

async function call(prompt: string): Promise<void> {
  const answer = await fetch(`${upstream}/v1/responses`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-5.5", stream: true, input: prompt }),
  });
  await answer.text();
}
