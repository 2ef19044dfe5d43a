"use client";
import { Check } from "lucide-react";
import { planName } from "@/components/accounts";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import type { AccountView } from "@/types/providers";

const words = messages.connect.done;

/** The end that was hoped for: who is connected now, and anything the sign-in did not give. */
export function ConnectedCard({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const details = [planName(account.plan), account.email].filter(Boolean).join(" · ");
  return (
    <div role="status" className="flex flex-col items-center py-6 text-center">
      <span className="flex size-12 items-center justify-center rounded-full bg-ok-soft text-ok">
        <Check size={24} strokeWidth={2} aria-hidden />
      </span>
      <h3 className="mt-4 font-semibold text-lg">{words.title}</h3>
      <p className="mt-1 text-ink">
        <span className="font-medium">{account.name}</span>
        {details && <span className="text-ink-2"> · {details}</span>}
      </p>
      <p className="mt-1 text-ink-2">{words.text}</p>
      {account.missing.length > 0 && (
        <p className="mt-3 text-waiting text-xs">
          {messages.setup.chatgpt.missing} {account.missing.join(", ")}
        </p>
      )}
      <Button variant="primary" onClick={onClose} className="mt-5 min-w-28" autoFocus>
        {words.button}
      </Button>
    </div>
  );
}
