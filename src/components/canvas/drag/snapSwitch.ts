import { create } from "zustand";
import { readPreferences, writePreferences } from "@/store/utils/localStorage";

interface SnapSwitch {
  isOn: boolean;
}

const useSwitch = create<SnapSwitch>(() => ({ isOn: readPreferences().snapToGrid }));

/** Whether dragged nodes keep to the dots of the canvas; kept for the next visit. */
export function useSnap(): boolean {
  return useSwitch((state) => state.isOn);
}

export function isSnapOn(): boolean {
  return useSwitch.getState().isOn;
}

export function toggleSnap(): void {
  const isOn = !isSnapOn();
  useSwitch.setState({ isOn });
  writePreferences({ snapToGrid: isOn });
}
