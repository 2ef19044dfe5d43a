import type { ExitCode, Terminal } from "@/cli/command";
import { toText } from "@/lib/nodes/values";
import type { RunService } from "@/lib/runs/runService";
import type { RunSummary } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { askPerson, questionLines } from "./askPerson";
import { type BesideAnswers, noteBeside } from "./besideAnswers";
import { exitCodeOf, followRun } from "./followRun";
import { createProgress } from "./runProgress";

interface FollowOptions {
  runs: Pick<RunService, "answer" | "cancel" | "events" | "look" | "read">;
  terminal: Terminal;
  asJson: boolean;
}

/**
 * Tells what happens in a run until it ends, and shows what came of it; Ctrl-C stops it. What it asks is asked of
 * whoever sits at the terminal; where nobody does, the run is left waiting.
 */
export async function followAndShow(
  id: string,
  workflow: Pick<Workflow, "nodes">,
  options: FollowOptions,
): Promise<ExitCode> {
  const { runs, terminal, asJson } = options;
  const tell = createProgress(workflow, terminal.say);
  const beside: BesideAnswers = {};
  let last = 0;
  for (;;) {
    const note = (event: Parameters<typeof tell>[0]) => {
      last = event.seq;
      tell(event);
      noteBeside(beside, event);
    };
    const { lacksSignIn } = await followRun(id, runs, terminal.signal, note, last);
    const { status, waiting } = await runs.look(id);
    if (status === "waiting") {
      if (terminal.isAttended && !terminal.signal.aborted && (await askPerson(id, workflow, runs, terminal))) continue;
      for (const line of questionLines(waiting, workflow)) terminal.say(line);
      terminal.say(`Answer in the inbox of Patchbay, or here: patchbay answer ${id}`);
    }
    const summary = await runs.read(id);
    show(summary, beside, terminal, asJson);
    return exitCodeOf(summary, lacksSignIn);
  }
}

function show(
  { id, status, outputs = {}, problems, usage, payers, counts }: RunSummary,
  beside: BesideAnswers,
  terminal: Terminal,
  asJson: boolean,
) {
  if (asJson) {
    // What is not there is left out.
    const answers = Object.keys(beside).length === 0 ? undefined : beside;
    const whole = { id, status, outputs, answers, problems, calls: counts.calls, usage, payers };
    terminal.print(JSON.stringify(whole, null, 2));
    return;
  }
  const named = Object.entries(outputs);
  for (const [name, value] of named) {
    if (named.length > 1) terminal.print(`# ${name}`);
    terminal.print(toText(value));
  }
}
