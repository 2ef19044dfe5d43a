import { useStore, useStoreApi } from "@xyflow/react";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { levelOf, unzoomOf, type ZoomLevel } from "./zoomLevels";

const Level = createContext<ZoomLevel>("near");

/** Looks at the zoom once for all nodes and wires in it: each of them looking would cost at every step of a pan. */
export function FarProvider({ children }: { children: ReactNode }) {
  const level = useStore(({ transform: [, , zoom] }) => levelOf(zoom));
  useUnzoom();
  return <Level value={level}>{children}</Level>;
}

export function useZoomLevel(): ZoomLevel {
  return useContext(Level);
}

/** Whether text on nodes cannot be read: nodes and wires are drawn without what nobody can see. */
export function useIsFar(): boolean {
  return useContext(Level) !== "near";
}

/** Keeps `--unzoom` on the canvas, by which styles hold letters and marks at one size on the screen. */
function useUnzoom(): void {
  const store = useStoreApi();
  useEffect(() => {
    let last: number | undefined;
    const write = () => {
      const { domNode, transform } = store.getState();
      const unzoom = unzoomOf(transform[2]);
      if (domNode === null || unzoom === last) return;
      last = unzoom;
      domNode.style.setProperty("--unzoom", String(unzoom));
    };
    write();
    return store.subscribe(write);
  }, [store]);
}
