import { ClipboardList, KeyRound, LogOut, Users } from "lucide-react";
import { usePeople } from "@/components/hooks/usePeople";
import { messages } from "@/components/messages/en";
import { people as words } from "@/components/messages/people";
import { roles } from "@/components/messages/roles";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { tip } from "@/components/ui/tip";
import { useMay } from "@/store/person";
import type { Person } from "@/types/people";
import { Initials } from "./Initials";
import type { PeopleDialogName } from "./SessionControls";

/** Who is signed in, and what is theirs to do. */
export function PersonMenu(props: { person: Person; onOpen: (dialog: PeopleDialogName) => void; onLeave: () => void }) {
  const { person, onOpen, onLeave } = props;
  const isAdmin = useMay("admin");
  const role = roles.names[person.role];
  // Whoever comes from a provider of identities has no password here; who is no admin is not told, and asked to try.
  const cameFrom = usePeople().people?.find(({ id }) => id === person.id)?.signsInWith;
  const label = words.menu(person.name, role);
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={label}
          {...tip(label)}
          className="flex size-8 shrink-0 items-center justify-center rounded-full transition-shadow hover:ring-2 hover:ring-line-strong max-sm:size-11"
        >
          <Initials person={person} />
        </button>
      }
    >
      <MenuGroup label={`${person.name} · ${role}`}>
        {cameFrom !== "oidc" && (
          <MenuItem icon={KeyRound} onSelect={() => onOpen("password")}>
            {words.changePassword}
          </MenuItem>
        )}
        {isAdmin && (
          <MenuItem icon={Users} onSelect={() => onOpen("people")}>
            {words.people}
          </MenuItem>
        )}
        {isAdmin && (
          <MenuItem icon={ClipboardList} onSelect={() => onOpen("audit")}>
            {words.auditLog}
          </MenuItem>
        )}
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={onLeave}>
        {messages.commands.titles.logout}
      </MenuItem>
    </Menu>
  );
}
