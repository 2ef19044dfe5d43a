import { create } from "zustand";
import { readPreferences, writePreferences } from "@/store/utils/localStorage";

export type DrawerTab = "run" | "history" | "problems" | "inbox" | "activity";

/** The drawer at the bottom: whether it is open is kept for the next visit. */
export const useDrawer = create<{ isOpen: boolean; tab: DrawerTab }>(() => ({
  isOpen: readPreferences().isDrawerOpen,
  tab: "run",
}));

export function openDrawer(tab: DrawerTab): void {
  useDrawer.setState({ isOpen: true, tab });
  writePreferences({ isDrawerOpen: true });
}

export function closeDrawer(): void {
  useDrawer.setState({ isOpen: false });
  writePreferences({ isDrawerOpen: false });
}
