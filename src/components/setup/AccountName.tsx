import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { setup } from "@/components/messages/setup";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/types/providers";
import { patchAccount } from "./accountActions";

const MAX_NAME = 80;

/** The account's name, to be typed over; kept when the field is left, given back with Escape. */
export function AccountName({ account }: { account: Pick<AccountView, "id" | "name"> }) {
  const [draft, setDraft] = useState<string>();
  const keep = async () => {
    const name = draft?.trim() ?? "";
    if (name !== "" && name !== account.name) {
      await patchAccount(account.id, { name }).catch((error: unknown) => toast.error(toShownError(error).message));
    }
    setDraft(undefined);
  };
  return (
    <input
      aria-label={setup.account.name(account.name)}
      value={draft ?? account.name}
      size={Math.max(4, (draft ?? account.name).length)}
      maxLength={MAX_NAME}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== undefined && void keep()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape" || draft === undefined) return;
        // The dialog around must not take it as its own.
        event.stopPropagation();
        setDraft(undefined);
      }}
      className="-my-0.5 -ml-1 h-6 min-w-0 max-w-full truncate rounded-sm bg-transparent px-1 font-semibold [field-sizing:content] hover:bg-hover"
    />
  );
}
