import { useEffect, useState } from "react";
import { newId } from "@/store/ids";
import { sayGone, sayPresent } from "@/store/people";
import type { Presence } from "@/types/people";

/** Between two words that a page is here; the server forgets a page that is silent for longer. */
const SAY_MS = 15_000;

type Others = Presence["people"];

/** Says that this page has a workflow open while somebody looks at it, and gives who else has. */
export function usePresence(workflowId: string | undefined): Others {
  const [page] = useState(() => newId("page"));
  const [others, setOthers] = useState<Others>([]);
  useEffect(() => {
    if (workflowId === undefined) return;
    let isOver = false;
    const say = async () => {
      if (document.visibilityState !== "visible") return;
      // Whoever is here too is worth no error: the next word is soon.
      const here = await sayPresent(workflowId, page).catch(() => undefined);
      if (!isOver && here !== undefined) setOthers(here.people);
    };
    const leave = () => void sayGone(workflowId, page).catch(() => undefined);
    const turn = () => (document.visibilityState === "visible" ? void say() : leave());
    const timer = setInterval(() => void say(), SAY_MS);
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("pagehide", leave);
    void say();
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("pagehide", leave);
      leave();
      setOthers([]);
    };
  }, [workflowId, page]);
  return others;
}
