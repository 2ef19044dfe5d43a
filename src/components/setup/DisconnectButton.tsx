"use client";
import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/types/providers";
import { disconnectAccount } from "./accountActions";

const words = setup.chatgpt;

/** Ends the sign-in here and at OpenAI, after asking. */
export function DisconnectButton({ account }: { account: AccountView }) {
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = async () => {
    try {
      const isConfirmed = await disconnectAccount(account.id);
      if (isConfirmed) toast(words.disconnected(account.name));
      else toast.warning(words.disconnectedHere(account.name), { description: words.endThereToo, duration: 20_000 });
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{words.disconnect}</Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={words.confirmTitle(account.name)}
        confirmLabel={words.disconnect}
        onConfirm={disconnect}
      >
        {words.confirmText}
      </ConfirmDialog>
    </>
  );
}
