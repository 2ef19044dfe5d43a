"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ConnectDialog } from "@/components/connect/ConnectDialog";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useKeys } from "@/components/hooks/useKeys";
import { roles } from "@/components/messages/roles";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";
import { keyProviderIds } from "@/types/providerTable";
import { AccountRow } from "./AccountRow";
import { GoogleSection } from "./GoogleSection";
import { KeyRow } from "./KeyRow";
import { ServersSection } from "./ServersSection";

const words = setup;

/** Everything that can pay for a call: accounts first, then keys. */
export function ProvidersTab() {
  // The sign-in opens over this dialog, so that closing it leads back to where it was asked for.
  const isAdmin = useMay("admin");
  const [signIn, setSignIn] = useState<{ account?: string }>();
  return (
    <div className="flex flex-col gap-6">
      <ChatGptSection onConnect={(account) => setSignIn({ account })} />
      <GoogleSection />
      {!isAdmin && <p className="-mb-2 rounded-control bg-field px-3 py-2 text-ink-2">{roles.sharedKeys}</p>}
      <KeysSection />
      <ServersSection />
      {signIn && <ConnectDialog account={signIn.account} onClose={() => setSignIn(undefined)} />}
    </div>
  );
}

function ChatGptSection({ onConnect }: { onConnect: (account?: string) => void }) {
  const { status, error } = useAuthStatus();
  const accounts = status?.accounts ?? [];
  const isFirst = accounts.length === 0;
  return (
    <section aria-label={words.chatgpt.title}>
      <div className="mb-2.5 flex min-h-8 items-center justify-between gap-3">
        <h3>
          <span className="font-semibold">{words.chatgpt.title}</span>{" "}
          <span className="ml-1 text-ink-2">{words.chatgpt.subtitle}</span>
        </h3>
        <Button
          variant={isFirst ? "primary" : "secondary"}
          icon={isFirst ? undefined : Plus}
          onClick={() => onConnect()}
          disabled={status === undefined || !status.configured}
        >
          {isFirst ? words.chatgpt.connect : words.chatgpt.add}
        </Button>
      </div>
      {error !== undefined && status === undefined && <ErrorNote error={toShownError(error)} />}
      {status?.problem && (
        <div className="mb-2.5">
          <ErrorNote error={{ code: "storage_failed", message: status.problem }} />
        </div>
      )}
      {status !== undefined && isFirst && (
        <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{words.chatgpt.none}</p>
      )}
      <ul className="flex flex-col gap-2.5">
        {accounts.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            isDefault={account.id === status?.defaultAccountId}
            isOnly={accounts.length === 1}
            onReconnect={() => onConnect(account.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function KeysSection() {
  const { keys, error, save, remove } = useKeys();
  return (
    <section aria-label={words.keys.title}>
      <h3 className="mb-2.5">
        <span className="font-semibold">{words.keys.title}</span>{" "}
        <span className="ml-1 text-ink-2">{words.keys.subtitle}</span>
      </h3>
      {error !== undefined && keys === undefined && <ErrorNote error={toShownError(error)} />}
      {keys === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {keys !== undefined && (
        <ul className="flex flex-col gap-2.5">
          {keyProviderIds.map((provider) => (
            <KeyRow
              key={provider}
              provider={provider}
              view={keys.find((candidate) => candidate.provider === provider) ?? { provider, source: null }}
              onSave={(entered) => save(provider, entered)}
              onRemove={() => remove(provider)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
