"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useSecrets } from "@/components/hooks/useSecrets";
import { secrets as words } from "@/components/messages/secrets";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";
import type { SecretView } from "@/types/secrets";
import { SecretDialog } from "./SecretDialog";
import { SecretRow } from "./SecretRow";

/** What requests name: which secrets there are and where each may go. No value is ever here. */
export function SecretsTab() {
  const { secrets, error } = useSecrets();
  const isAdmin = useMay("admin");
  const [form, setForm] = useState<{ secret?: SecretView }>();
  return (
    <section aria-label={words.title}>
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h3>
          <span className="font-semibold">{words.title}</span> <span className="ml-1 text-ink-2">{words.subtitle}</span>
        </h3>
        {isAdmin && (
          <Button icon={Plus} variant={secrets?.length === 0 ? "primary" : "secondary"} onClick={() => setForm({})}>
            {words.add}
          </Button>
        )}
      </div>
      <p className="mb-3 text-ink-2">{words.intro}</p>
      {error !== undefined && secrets === undefined && <ErrorNote error={toShownError(error)} />}
      {error === undefined && secrets === undefined && <Spinner className="text-ink-3" />}
      {secrets?.length === 0 && (
        <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{words.none}</p>
      )}
      <ul className="flex flex-col gap-2.5">
        {secrets?.map((secret) => (
          <SecretRow key={secret.name} secret={secret} isAdmin={isAdmin} onRenew={() => setForm({ secret })} />
        ))}
      </ul>
      {form && <SecretDialog secret={form.secret} onClose={() => setForm(undefined)} />}
    </section>
  );
}
