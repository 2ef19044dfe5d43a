import type { LlmData } from "@/components/nodes/useLlmNode";

/** Changes some settings of the node, or of the variant, that is edited; one set to undefined takes its default. */
export type ChangeLlm = (change: Partial<LlmData>) => void;
