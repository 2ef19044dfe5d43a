import { useEffect, useRef } from "react";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import { dialogStore } from "@/store/dialogStore";
import { useAuthStatus } from "./useAuthStatus";

/** Says that a sign-in ended well when no dialog is open to say so: after a reload, for example. */
export function useConnectedToast(): void {
  const { status } = useAuthStatus();
  const known = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (status === undefined) return;
    const active = status.accounts.filter((account) => account.status === "active");
    const fresh = known.current === undefined ? [] : active.filter(({ id }) => !known.current?.has(id));
    known.current = new Set(active.map(({ id }) => id));
    if (dialogStore.getState().dialog !== null) return;
    for (const account of fresh) toast.success(messages.shell.connected(account.name));
  }, [status]);
}
