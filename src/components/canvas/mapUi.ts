import { create } from "zustand";
import { readPreferences, writePreferences } from "@/store/utils/localStorage";

/** Whether the map is open; kept for the next visit. */
export const useMapUi = create<{ isOpen: boolean }>(() => ({ isOpen: readPreferences().isMapOpen }));

export function toggleMap(): void {
  const isOpen = !useMapUi.getState().isOpen;
  useMapUi.setState({ isOpen });
  writePreferences({ isMapOpen: isOpen });
}
