import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { AssetRef, PortValues, RunError, RunEvent, RunEventOf } from "@/types/run";
import { isOwn, toPlace } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";

/** What of the nodes of a run a page may show: the ports that lead to an output, and the outputs themselves. */
export interface ShownPorts {
  outputs: ReadonlySet<string>;
  /** By node. */
  ports: ReadonlyMap<string, ReadonlySet<string>>;
}

export function shownPortsOf(workflow: Workflow): ShownPorts {
  const { nodes, edges } = toRunnablePart(workflow).graph;
  const outputs = new Set(nodes.filter(({ type }) => type === "output").map(({ id }) => id));
  const shown = Map.groupBy(
    edges.filter(({ target }) => outputs.has(target.node)),
    ({ source }) => source.node,
  );
  const ports = Array.from(shown, ([node, wires]) => [node, new Set(wires.map(({ source }) => source.port))] as const);
  return { outputs, ports: new Map(ports) };
}

/** In the place of what a page does not read: the document that ran. */
const hidden: AssetRef = { asset: "", mime: "application/json", bytes: 0 };

/**
 * An event as a page is told it: how far each step has come, and the words of what is wired into an output. What goes on
 * between (prompts, answers on the way, what models think, who pays) stays out. Undefined for what says nothing then.
 */
export function toPageEvent(event: RunEvent, { outputs, ports }: ShownPorts): RunEvent | undefined {
  if (event.type === "node-wait") return toPageQuestion(event);
  if (event.type === "node-answer") return withoutAnswer(event);
  if (!isOwn(event)) return undefined;
  switch (event.type) {
    case "run-start": {
      const { by: _, through: __, beforehand: ___, fresh: ____, children: _____, ...told } = event;
      return { ...told, workflow: hidden };
    }
    case "run-resume": {
      const { account: _, ...told } = event;
      return told;
    }
    case "node-delta":
      return ports.get(event.node)?.has("text") === true ? event : undefined;
    case "node-item": {
      const { usage: _, payer: __, key: ___, output, error, ...told } = event;
      const shown = output && shownOutput(event.node, output, { outputs, ports });
      return { ...told, ...(shown && { output: shown }), ...(error && { error: toldError(error) }) };
    }
    case "node-end": {
      const { usage: _, payer: __, key: ___, ...told } = event;
      return { ...told, output: shownOutput(event.node, event.output, { outputs, ports }) };
    }
    case "node-error": {
      const { usage: _, payer: __, ...told } = event;
      return { ...told, error: toldError(event.error) };
    }
    case "node-park":
      return { ...event, account: "" };
    case "notice":
      // Those of prompts quote them, and who stood in for whom names both.
      return event.code !== "failed_over" && (event.node === undefined || ports.has(event.node)) ? event : undefined;
    case "node-queue":
    case "node-start":
    case "node-skip":
    case "run-end":
      return event;
    // What a later kind of event says may be anything.
    default:
      return undefined;
  }
}

/** A review is asked here, with all that it shows; that a tool waits for its person is all that is told of it. */
function toPageQuestion(event: RunEventOf<"node-wait">): RunEvent {
  if (event.kind === "review") return event;
  const { seq, at, type, kind } = event;
  return { ...toPlace(event), seq, at, type, kind, question: "", value: null };
}

function withoutAnswer({ by: _, value: __, ...told }: RunEventOf<"node-answer">): RunEvent {
  return told;
}

function shownOutput(node: string, output: PortValues, { outputs, ports }: ShownPorts): PortValues {
  if (outputs.has(node)) return output;
  const shown = ports.get(node);
  return Object.fromEntries(Object.entries(output).filter(([port]) => shown?.has(port)));
}

const cannotPay = "Who should pay for this cannot do so now. Whoever made this page can look into it on the canvas.";
/** Failures whose words name an account. */
const namesNobody: Record<string, string> = {
  usage_limit_reached: "A usage limit is reached.",
  auth_required: cannotPay,
  reauth_required: cannotPay,
  plan_use_off: cannotPay,
  not_allowed: cannotPay,
};

/** Facts may name accounts. */
function toldError({ code, message: said, action, details }: RunError): RunError {
  const until = details?.until ?? details?.resetsAt;
  const message = namesNobody[code] ?? said;
  return { code, message, ...(action && { action }), ...(typeof until === "string" && { details: { until } }) };
}
