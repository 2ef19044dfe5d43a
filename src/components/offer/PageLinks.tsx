import { useState } from "react";
import useSWR from "swr";
import { whenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { offer as words } from "@/components/messages/offer";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { SESSION_PATH } from "@/store/apiClient";
import { createPageLink, listPageLinks, revokePageLink } from "@/store/pageLinks";
import { readSession } from "@/store/people";
import type { CreatedPageLink, PageLinkView } from "@/types/pages";
import { CopiedText } from "./PageAddress";

/** Links that open the page of a workflow to who cannot come in; nothing where everybody can. */
export function PageLinks({ workflow, isSaved }: { workflow: string; isSaved: boolean }) {
  const { data: session } = useSWR(SESSION_PATH, readSession, { revalidateOnFocus: false });
  if (!isSaved || session === undefined || session.way === "open") return null;
  return <Links workflow={workflow} />;
}

function Links({ workflow }: { workflow: string }) {
  const { data, error, mutate } = useSWR(["links", workflow], () => listPageLinks(workflow));
  const [name, setName] = useState("");
  const [made, setMade] = useState<CreatedPageLink>();
  const make = useSubmit(async () => {
    setMade(await createPageLink(workflow, name));
    setName("");
    await mutate();
  });
  const failure = make.error ?? (error === undefined ? undefined : toShownError(error));
  return (
    <section aria-label={words.links} className="flex flex-col gap-2">
      <h3 className="font-medium text-ink-2 text-sm">{words.links}</h3>
      <p className="text-ink-3 text-xs">{words.linksHint}</p>
      {failure && <ErrorNote error={failure} />}
      {data?.length === 0 && <p className="text-ink-2">{words.noLinks}</p>}
      <ul className="flex flex-col gap-1.5">
        {data?.map((link) => (
          <LinkRow key={link.id} link={link} onRevoked={() => void mutate()} />
        ))}
      </ul>
      {made && (
        <div role="status" className="flex flex-col gap-1.5 rounded-control bg-ok-soft p-3">
          <p className="font-medium">{words.made}</p>
          <div className="flex flex-wrap items-center gap-2">
            <CopiedText text={window.location.origin + made.path} />
          </div>
        </div>
      )}
      <form onSubmit={(event) => void make.submit(event)} className="flex flex-wrap items-end gap-2">
        <Field label={words.newLink} className="min-w-0 flex-1 basis-48">
          <TextInput maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Button type="submit" busy={make.isBusy} disabled={name.trim() === ""}>
          {words.makeLink}
        </Button>
      </form>
    </section>
  );
}

function LinkRow({ link, onRevoked }: { link: PageLinkView; onRevoked: () => void }) {
  const { id, name, workflowId, lastUsedAt } = link;
  const [isBusy, setIsBusy] = useState(false);
  const revoke = async () => {
    setIsBusy(true);
    try {
      await revokePageLink(workflowId, id);
      toast.success(words.revoked(name));
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
    setIsBusy(false);
    onRevoked();
  };
  return (
    <li className="flex items-center gap-3 rounded-control border border-line px-3 py-1.5">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <span className="text-ink-3 text-xs">
        {lastUsedAt === undefined ? words.unused : words.used(whenText(lastUsedAt))}
      </span>
      <Button size="sm" variant="danger" busy={isBusy} onClick={() => void revoke()}>
        {words.revoke}
      </Button>
    </li>
  );
}
