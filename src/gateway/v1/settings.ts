import { z } from "zod";
import { present } from "@/lib/llm/narrow";
import { paramError } from "./paramError";
import type { WorkflowCall } from "./workflowEvents";

/** What both protocols call the same; a field that is null is as good as absent. */
export const commonSettings = {
  model: z.string("A model is wanted, as <provider>/<model>").min(1).max(400),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(2).optional(),
  parallel_tool_calls: z.boolean().optional(),
  service_tier: z.string().max(32).optional(),
  prompt_cache_key: z.string().max(500).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
};

type Common = { [Name in keyof typeof commonSettings]?: z.infer<(typeof commonSettings)[Name]> };

/** What they mean for the call. Upstreams have a standard tier of their own. */
export function toCommonCall(request: Common): Partial<WorkflowCall> {
  const { temperature, parallel_tool_calls, service_tier, metadata } = request;
  const isPlain = service_tier === "auto" || service_tier === "default";
  return present({
    temperature,
    parallelToolCalls: parallel_tool_calls,
    serviceTier: isPlain ? undefined : service_tier,
    metadata,
  });
}

/** What would make another answer of it than the one that is asked for. */
export function refuseParameters(body: Record<string, unknown>, reasons: Readonly<Record<string, string>>): void {
  for (const [name, reason] of Object.entries(reasons)) {
    const value = body[name];
    if (value === undefined || value === null || value === false) continue;
    throw paramError(name, reason, "unsupported_parameter");
  }
}
