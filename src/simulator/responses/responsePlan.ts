import type { Answer } from "@/simulator/answers/ask";
import type { Scenario } from "@/simulator/scenarios/scenario";
import type { Latency } from "@/simulator/types";

/** Everything that decides what a Responses answer looks like on the wire. */
export interface ResponsePlan {
  body: Record<string, unknown>;
  answer: Answer;
  scenarios: Scenario[];
  latency: Latency;
  createdAtMs: number;
  /** Who alone can send back what is encrypted in this answer. */
  owner: string;
  /** Said of the message by backends that tell commentary from the answer. */
  phase?: "final_answer";
}
