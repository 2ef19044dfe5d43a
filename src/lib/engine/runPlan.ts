import type { PlannedNode } from "@/lib/graph/plan";
import type { PortValues } from "@/types/run";
import { settleBeforehand } from "./beforehand";
import { createBudget } from "./budget";
import { createDesk } from "./desk";
import { findDead, type Gate, openGate } from "./gate";
import type { EngineOptions } from "./nodeJob";
import type { RunPlanOptions, RunResult } from "./options";
import { type NodeEnd, runNode } from "./runNode";

/**
 * Runs a plan: every node starts the moment all it waits for is settled, however many that are. What hangs on a
 * failed node, or on the dead side of a condition, is skipped; the rest goes on. A node that meets a usage limit parks
 * and what hangs on it waits; so does one that a person has to answer, once nothing else is at work. An abort ends the
 * run as `cancelled` once the nodes at work have stopped.
 */
export function runPlan({ now = () => performance.now(), ...rest }: RunPlanOptions): Promise<RunResult> {
  const { emit, written, signal, resume, desk = createDesk({ emit, written, signal, kept: resume?.answers }) } = rest;
  return runNodes({ ...rest, now, desk, budget: createBudget(rest.maxItems), runNodes });
}

/** The same for a plan of this run or of a graph inside of it, by what all of them share. */
function runNodes(options: EngineOptions): Promise<RunResult> {
  const { plan, emit, signal, desk } = options;
  const gate = openGate(plan);
  let failed = settleBeforehand(gate, options);
  let parked = 0;
  let waiting = 0;
  let atWork = 0;

  return new Promise((resolve, reject) => {
    const start = (planned: PlannedNode): void => {
      atWork++;
      desk
        .within(() => runNode(planned, gate.outputOf, options))
        .then((end) => {
          atWork--;
          settle(planned.node.id, end);
          startReady();
        })
        .catch(reject);
    };

    const settle = (node: string, end: NodeEnd): void => {
      if (end.is === "done") gate.settle(node, end);
      else if (end.is === "parked") parked++;
      else if (end.is === "waiting") waiting++;
      else if (end.is === "failed") {
        failed++;
        gate.settle(node, { is: "broken", because: node });
      }
    };

    const startReady = (): void => {
      while (!signal.aborted) {
        const planned = gate.next();
        if (planned === undefined) break;
        const dead = findDead(planned, gate);
        if (dead === undefined) start(planned);
        else {
          emit({ type: "node-skip", node: planned.node.id, because: dead.because });
          gate.settle(planned.node.id, dead);
        }
      }
      if (atWork === 0)
        resolve({ status: statusOf(signal, { failed, parked, waiting }), outputs: collectOutputs(options, gate) });
    };

    startReady();
  });
}

function statusOf(
  signal: AbortSignal,
  { failed, parked, waiting }: { failed: number; parked: number; waiting: number },
): RunResult["status"] {
  if (signal.aborted) return "cancelled";
  if (waiting > 0) return "waiting";
  if (parked > 0) return "parked";
  return failed > 0 ? "failed" : "completed";
}

/** Of each output node that ran: by its name, or by its id where it has none or another has it already. */
function collectOutputs({ plan, selected }: RunPlanOptions, gate: Gate): PortValues {
  const outputs: PortValues = {};
  for (const { node } of plan.nodes.values()) {
    if (node.type !== "output" || (selected !== undefined && !selected.has(node.id))) continue;
    const value = gate.outputOf(node.id)?.output.value;
    const { name } = node.data;
    if (value === undefined) continue;
    const isFree = typeof name === "string" && name !== "" && !Object.hasOwn(outputs, name);
    outputs[isFree ? name : node.id] = value;
  }
  return outputs;
}
