"use client";
import { useState } from "react";
import { planName } from "@/components/accounts";
import { setup } from "@/components/messages/setup";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import type { AccountMode, AccountView } from "@/types/providers";
import { announce, patchAccount } from "./accountActions";

const words = setup.payer;

/** Who pays for the calls of a workspace's account, with the switch; nothing where only the plan can. */
export function PayerChoice({ account }: { account: AccountView }) {
  const [isBusy, setIsBusy] = useState(false);
  if (!hasChoice(account)) return null;
  const choose = async (mode: AccountMode) => {
    setIsBusy(true);
    await announce(words.changed[mode], () => patchAccount(account.id, { mode }));
    setIsBusy(false);
  };
  const text = account.mode === "api_key" ? words.keyText : words.planText(planName(account.plan) ?? "ChatGPT");
  return (
    <Field
      label={words.label}
      control="button"
      className="max-w-[520px]"
      hint={account.modeReason === undefined ? text : `${text} ${account.modeReason}`}
    >
      <SegmentedControl
        value={account.mode}
        disabled={isBusy}
        segments={[
          { value: "chatgpt", label: words.plan },
          { value: "api_key", label: words.key, disabled: !account.modes?.includes("api_key") },
        ]}
        onChange={(mode) => void choose(mode)}
      />
    </Field>
  );
}

/** Also when a key was asked for and could not be had: then the reason stands there. */
function hasChoice({ modes = [], modeReason, mode }: AccountView): boolean {
  return modes.length > 1 || mode === "api_key" || modeReason !== undefined;
}
