"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useSecrets } from "@/components/hooks/useSecrets";
import { secrets as words } from "@/components/messages/secrets";
import { ListState } from "@/components/setup/ListState";
import { SetupSection } from "@/components/setup/SetupSection";
import { Button } from "@/components/ui/Button";
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
    <SetupSection
      title={words.title}
      subtitle={words.subtitle}
      action={
        isAdmin && (
          <Button icon={Plus} variant={secrets?.length === 0 ? "primary" : "secondary"} onClick={() => setForm({})}>
            {words.add}
          </Button>
        )
      }
    >
      <p className="mb-3 text-ink-2">{words.intro}</p>
      <ListState list={secrets} error={error} none={words.none} />
      <ul className="flex flex-col gap-2.5">
        {secrets?.map((secret) => (
          <SecretRow key={secret.name} secret={secret} isAdmin={isAdmin} onRenew={() => setForm({ secret })} />
        ))}
      </ul>
      {form && <SecretDialog secret={form.secret} onClose={() => setForm(undefined)} />}
    </SetupSection>
  );
}
