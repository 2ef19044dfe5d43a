import type { ReactFlowState } from "@xyflow/react";

/** Below this zoom text cannot be read: nodes and wires are drawn without what nobody can see. */
const FAR_ZOOM = 0.35;

export const isFar = (state: ReactFlowState): boolean => state.transform[2] < FAR_ZOOM;
