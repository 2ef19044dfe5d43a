import { useStore } from "@xyflow/react";
import { createContext, type ReactNode, useContext } from "react";

/** Below this zoom text cannot be read: nodes and wires are drawn without what nobody can see. */
const FAR_ZOOM = 0.35;

const Far = createContext(false);

/** Looks at the zoom once for all nodes and wires in it: each of them looking would cost at every step of a pan. */
export function FarProvider({ children }: { children: ReactNode }) {
  const isFar = useStore(({ transform: [, , zoom] }) => zoom < FAR_ZOOM);
  return <Far value={isFar}>{children}</Far>;
}

export function useIsFar(): boolean {
  return useContext(Far);
}
