"use client";
import { useState } from "react";
import { setup } from "@/components/messages/setup";
import { Field } from "@/components/ui/Field";
import { Switch } from "@/components/ui/Switch";
import type { AccountView } from "@/types/providers";
import { announce, patchAccount } from "./accountActions";

const words = setup.background;

/** Whether runs on a shared plan may go on by themselves; nothing for accounts that need no such word. */
export function BackgroundConsent({ account }: { account: AccountView }) {
  const [isBusy, setIsBusy] = useState(false);
  if (account.planUse !== true || account.backgroundConsent === undefined) return null;
  const change = async (backgroundConsent: boolean) => {
    setIsBusy(true);
    const done = backgroundConsent ? words.allowed : words.withdrawn;
    await announce(done, () => patchAccount(account.id, { backgroundConsent }));
    setIsBusy(false);
  };
  return (
    <Field label={words.label} control="button" hint={words.hint}>
      <Switch checked={account.backgroundConsent} disabled={isBusy} onChange={(next) => void change(next)} />
    </Field>
  );
}
