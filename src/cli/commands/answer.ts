import { type Command, exitCodes } from "@/cli/command";
import { AppError } from "@/types/errors";
import { followAndShow } from "./followAndShow";

/** Goes on with a run that waits for people, by asking whoever sits here. */
export const answer: Command = {
  usage: "answer <run> [--json]",
  summary: "Answer what a run asks, and follow it to its end.",
  options: { json: { type: "boolean" } },
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals, options }) => {
    const [id] = positionals;
    if (id === undefined) throw new AppError("invalid_request", "Say which run to answer, by its id.");
    const { waiting, workflowId } = await services.runs.look(id);
    if (waiting.length === 0) {
      terminal.say("This run asks nothing.");
      return exitCodes.done;
    }
    if (!terminal.isAttended) throw new AppError("invalid_request", "There is no terminal to ask at.");
    // For words alone: the document may have changed or gone since.
    const workflow = await services.workflows.read(workflowId ?? "").catch(() => ({ nodes: [] }));
    return followAndShow(id, workflow, { runs: services.runs, terminal, asJson: options.json === true });
  },
};
