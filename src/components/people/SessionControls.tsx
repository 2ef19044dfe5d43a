"use client";
import { LogOut } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useCommands } from "@/components/commands/useCommands";
import { toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { IconButton } from "@/components/ui/IconButton";
import { toast } from "@/components/ui/toast";
import { logout } from "@/store/endpoints";
import { usePerson } from "@/store/person";
import { saveNow } from "@/store/session";
import { PersonMenu } from "./PersonMenu";
import { PresentPeople } from "./PresentPeople";

const PeopleDialog = lazy(() => import("./PeopleDialog").then((module) => ({ default: module.PeopleDialog })));
const AuditDialog = lazy(() => import("./AuditDialog").then((module) => ({ default: module.AuditDialog })));
const PasswordDialog = lazy(() => import("./PasswordDialog").then((module) => ({ default: module.PasswordDialog })));

export type PeopleDialogName = "people" | "audit" | "password";

/** What a session has in the top bar: the way out, or the menu of who is signed in by name. */
export function SessionControls() {
  const person = usePerson();
  const [dialog, setDialog] = useState<PeopleDialogName>();
  useCommands(useMemo(() => ({ logout: { run: () => void leave() } }), []));
  const close = useCallback(() => setDialog(undefined), []);
  if (person === undefined)
    return <IconButton label={messages.commands.titles.logout} icon={LogOut} onClick={() => void leave()} />;
  return (
    <>
      <PresentPeople />
      <PersonMenu person={person} onOpen={setDialog} onLeave={() => void leave()} />
      <Suspense>
        {dialog === "people" && <PeopleDialog me={person.id} onClose={close} />}
        {dialog === "audit" && <AuditDialog onClose={close} />}
        {dialog === "password" && <PasswordDialog onClose={close} />}
      </Suspense>
    </>
  );
}

async function leave(): Promise<void> {
  await saveNow();
  try {
    await logout();
    window.location.assign("/login");
  } catch (error) {
    toast.error(toShownError(error).message);
  }
}
