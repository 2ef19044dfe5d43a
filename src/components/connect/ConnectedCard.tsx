"use client";
import { Check, TriangleAlert } from "lucide-react";
import { planName } from "@/components/accounts";
import { connect } from "@/components/messages/connect";
import { setup } from "@/components/messages/setup";
import { BackgroundConsent } from "@/components/setup/BackgroundConsent";
import { PayerChoice } from "@/components/setup/PayerChoice";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { openSetup } from "@/store/dialogStore";
import type { AccountView } from "@/types/providers";

const words = connect.done;

/** The end that was hoped for: who is connected now, who pays, and anything the sign-in did not give. */
export function ConnectedCard({
  account,
  onTurnOn,
  onClose,
}: {
  account: AccountView;
  /** Asks ChatGPT once more to let the plan be used. */
  onTurnOn: () => void;
  onClose: () => void;
}) {
  const details = [planName(account.plan), account.email].filter(Boolean).join(" · ");
  const isPlanOff = account.planUse === false;
  const Icon = isPlanOff ? TriangleAlert : Check;
  return (
    <div className="flex flex-col items-center py-4 text-center">
      <span
        className={cx(
          "flex size-12 items-center justify-center rounded-full",
          isPlanOff ? "bg-waiting-soft text-waiting" : "bg-ok-soft text-ok",
        )}
      >
        <Icon size={24} strokeWidth={2} aria-hidden />
      </span>
      <div role="status">
        <h3 className="mt-4 font-semibold text-lg">{isPlanOff ? words.planUseOff.title : words.title}</h3>
        <p className="mt-1 text-ink">
          <span className="font-medium">{account.name}</span>
          {details && <span className="text-ink-2"> · {details}</span>}
        </p>
        <p className="mx-auto mt-1 max-w-[460px] text-ink-2">{isPlanOff ? words.planUseOff.text : words.text}</p>
      </div>
      {account.missing.length > 0 && !isPlanOff && (
        <p className="mt-3 text-waiting text-xs">
          {setup.chatgpt.missing} {account.missing.join(", ")}
        </p>
      )}
      <div className="mt-4 w-full max-w-[460px] text-left empty:hidden">
        <PayerChoice account={account} />
        <BackgroundConsent account={account} />
      </div>
      {isPlanOff ? (
        <div className="mt-5 flex flex-wrap justify-center gap-2.5">
          <Button onClick={() => openSetup("providers")}>{words.planUseOff.addKey}</Button>
          <Button variant="primary" onClick={onTurnOn} autoFocus>
            {words.planUseOff.button}
          </Button>
        </div>
      ) : (
        <Button variant="primary" onClick={onClose} className="mt-5 min-w-28" autoFocus>
          {words.button}
        </Button>
      )}
    </div>
  );
}
