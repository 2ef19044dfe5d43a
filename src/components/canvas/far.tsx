import { useStore, useStoreApi } from "@xyflow/react";
import { createContext, type ReactNode, useContext, useLayoutEffect } from "react";
import { FarIcons } from "./FarIcons";
import { useKnownPorts } from "./useKnownPorts";
import { levelOf, unzoomOf, type ZoomLevel } from "./zoomLevels";

const Level = createContext<ZoomLevel>("near");
const Unzoom = createContext(1);

/** Looks at the zoom once for all nodes and wires in it: each of them looking would cost at every step of a pan. */
export function FarProvider({ children }: { children: ReactNode }) {
  useKnownPorts();
  const level = useStore(({ transform: [, , zoom] }) => levelOf(zoom));
  const step = useStore(({ transform: [, , zoom] }) => unzoomOf(zoom));
  useUnzoomStyle(step);
  return (
    <Level value={level}>
      {level !== "near" && <FarIcons />}
      <Unzoom value={step}>{children}</Unzoom>
    </Level>
  );
}

export function useZoomLevel(): ZoomLevel {
  return useContext(Level);
}

/** By how much letters are enlarged at the present zoom, in steps. */
export function useUnzoomStep(): number {
  return useContext(Unzoom);
}

/** Whether text on nodes cannot be read: nodes and wires are drawn without what nobody can see. */
export function useIsFar(): boolean {
  return useContext(Level) !== "near";
}

/** Keeps `--unzoom` on the canvas, by which styles hold letters and marks at one size on the screen. */
function useUnzoomStyle(step: number): void {
  const store = useStoreApi();
  useLayoutEffect(() => store.getState().domNode?.style.setProperty("--unzoom", String(step)), [store, step]);
}
