import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { runServiceIn } from "@/lib/runs/testRunService";
import { reviewWorkflow } from "./testReviews";

// Run by killedReviews.integration.test.ts: starts or takes up a run that asks, notes each call the moment it is sent, and
// answers one question after the other, until it is killed.
const [directory = "", callLog = "", mode = "start"] = process.argv.slice(2);
const runs = runServiceIn(directory, {
  callLlm: answering(async (text) => {
    appendFileSync(callLog, `${JSON.stringify(text)}\n`);
    await sleep(1 + (text.length % 7));
    return text.toUpperCase();
  }),
});
const id = mode === "start" ? (await runs.start(reviewWorkflow)).id : mode;
process.stdout.write(`${id}\n`);
if (mode !== "start") await runs.recovery.afterStart();
for (;;) {
  const { waiting } = await runs.look(id);
  const [question] = waiting;
  // It may go on, or have been answered, while this is on its way.
  if (question !== undefined) {
    const { node, item } = question;
    await runs
      .answer(id, { answers: [{ node, item, approved: true, value: `${question.value}!` }] })
      .catch(() => undefined);
  }
  await sleep(2);
}
