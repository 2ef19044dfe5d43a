import { UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { refreshPeople, usePeople } from "@/components/hooks/usePeople";
import { people as messages } from "@/components/messages/people";
import { roles } from "@/components/messages/roles";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { changePerson, type ListedPerson } from "@/store/people";
import type { ErrorBody } from "@/types/errors";
import type { ChangePerson } from "@/types/people";
import { PersonForm } from "./PersonForm";
import { PersonRow } from "./PersonRow";
import { ResetDialog } from "./ResetDialog";

const words = messages.list;

/** What is asked over the list. */
type Asked = { what: "add" } | { what: "disable" | "reset"; person: ListedPerson };

/** Who may sign in, for admins. */
export function PeopleDialog({ me, onClose }: { me: string; onClose: () => void }) {
  const { people, error } = usePeople();
  const [asked, setAsked] = useState<Asked>();
  // The names are known to the page already; who was here when is not.
  useEffect(() => void refreshPeople(), []);
  const [refused, setRefused] = useState<{ id: string; error: ErrorBody }>();
  const change = async ({ id }: ListedPerson, what: ChangePerson, done: string) => {
    setRefused(undefined);
    try {
      await changePerson(id, what);
      await refreshPeople();
      toast.success(done);
    } catch (failure) {
      setRefused({ id, error: toShownError(failure) });
    }
  };
  const forget = () => setAsked(undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.text}
      width="lg"
      footer={
        <div className="flex items-center justify-between gap-3">
          <span className="text-ink-2">{people && words.count(people.length)}</span>
          <Button icon={UserPlus} variant="primary" onClick={() => setAsked({ what: "add" })}>
            {words.add}
          </Button>
        </div>
      }
    >
      <div className="min-h-40">
        {error !== undefined && people === undefined && <ErrorNote error={toShownError(error)} />}
        {people === undefined && error === undefined && <Spinner className="text-ink-3" />}
        <ul className="flex flex-col divide-y divide-line">
          {people?.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isMe={person.id === me}
              error={refused?.id === person.id ? refused.error : undefined}
              onRole={(role) => void change(person, { role }, words.roleChanged(person.name, roles.names[role]))}
              onReset={() => setAsked({ what: "reset", person })}
              onDisable={() => setAsked({ what: "disable", person })}
              onEnable={() => void change(person, { disabled: false }, words.switchedOn(person.name))}
            />
          ))}
        </ul>
      </div>
      {asked?.what === "add" && <PersonForm onClose={forget} />}
      {asked?.what === "reset" && <ResetDialog person={asked.person} onClose={forget} />}
      {asked?.what === "disable" && (
        <ConfirmDialog
          open
          onOpenChange={forget}
          title={words.disableTitle(asked.person.name)}
          confirmLabel={words.disableConfirm}
          onConfirm={() => change(asked.person, { disabled: true }, words.switchedOff(asked.person.name))}
        >
          {words.disableText}
        </ConfirmDialog>
      )}
    </Dialog>
  );
}
