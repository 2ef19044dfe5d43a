"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useServers } from "@/components/hooks/useServers";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { useMay } from "@/store/person";
import type { ServerView } from "@/types/servers";
import { ServerDialog } from "./ServerDialog";
import { ServerRow } from "./ServerRow";

const words = setup.servers;

/** Servers of the person's own: what there is, and how another one is added. */
export function ServersSection() {
  const { servers, error } = useServers();
  const isAdmin = useMay("admin");
  const [form, setForm] = useState<{ server?: ServerView }>();
  return (
    <section aria-label={words.title}>
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h3>
          <span className="font-semibold">{words.title}</span> <span className="ml-1 text-ink-2">{words.subtitle}</span>
        </h3>
        {isAdmin && (
          <Button icon={Plus} onClick={() => setForm({})}>
            {words.add}
          </Button>
        )}
      </div>
      {error !== undefined && servers === undefined && <ErrorNote error={toShownError(error)} />}
      <ul className="flex flex-col gap-2.5">
        {servers?.map((server) => (
          <ServerRow key={server.id} server={server} onEdit={() => setForm({ server })} />
        ))}
      </ul>
      {form && <ServerDialog server={form.server} onClose={() => setForm(undefined)} />}
    </section>
  );
}
