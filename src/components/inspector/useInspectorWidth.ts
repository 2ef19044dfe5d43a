import { useState } from "react";
import { INSPECTOR_WIDTH, readPreferences, writePreferences } from "@/store/utils/localStorage";

/** The width of the panel in pixels, kept for the next visit. */
export function useInspectorWidth(): { width: number; resize: (width: number) => void } {
  const [width, setWidth] = useState(() => readPreferences().inspectorWidth);
  const resize = (wished: number) => {
    const next = Math.round(Math.min(INSPECTOR_WIDTH.max, Math.max(INSPECTOR_WIDTH.min, wished)));
    setWidth(next);
    writePreferences({ inspectorWidth: next });
  };
  return { width, resize };
}
