import { nameKey } from "@/lib/nodes/places";
import type { InputSettings, Workflow, WorkflowSettings } from "@/types/workflow";

/** Changes what a workflow is to those who run it without its canvas. What is undefined, empty or false is not kept. */
export function changeOffer(workflow: Workflow, change: Pick<WorkflowSettings, "offer" | "description">): Workflow {
  return withSettings(workflow, { ...workflow.settings, ...change });
}

/** The same for one of its named inputs. */
export function changeInput(workflow: Workflow, name: string, change: Partial<InputSettings>): Workflow {
  const { inputs = {} } = workflow.settings ?? {};
  const known = Object.keys(inputs).find((other) => nameKey(other) === nameKey(name)) ?? name;
  const input = kept({ ...inputs[known], ...change });
  const others = Object.entries(inputs).filter(([other]) => other !== known);
  const all = Object.keys(input).length === 0 ? others : [...others, [known, input] as const];
  return withSettings(workflow, { ...workflow.settings, inputs: Object.fromEntries(all) });
}

function withSettings({ settings: _, ...workflow }: Workflow, next: WorkflowSettings): Workflow {
  const { inputs = {}, ...others } = next;
  const settings = kept({ ...others, ...(Object.keys(inputs).length > 0 && { inputs }) });
  return Object.keys(settings).length === 0 ? workflow : { ...workflow, settings };
}

/** An input that need not be given says so: false is a word there. */
function kept<T extends object>(fields: T): T {
  const isKept = ([name, value]: [string, unknown]) =>
    value !== undefined && value !== "" && !(value === false && name === "offer");
  return Object.fromEntries(Object.entries(fields).filter(isKept)) as T;
}
