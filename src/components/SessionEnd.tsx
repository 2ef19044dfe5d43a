"use client";
import { useEffect } from "react";
import { sessionEnd } from "@/store/sessionEnd";

export function goToLogin(): void {
  const { pathname, search } = window.location;
  const to = pathname + search;
  window.location.assign(to === "/" ? "/login" : `/login?${new URLSearchParams({ to })}`);
}

/** Leads to the login page when the server no longer knows this browser's session. */
export function SessionEnd({ onEnd = goToLogin }: { onEnd?: () => void }) {
  useEffect(() => {
    if (sessionEnd.getState().isOver) onEnd();
    return sessionEnd.subscribe(({ isOver }, before) => {
      if (isOver && !before.isOver) onEnd();
    });
  }, [onEnd]);
  return null;
}
