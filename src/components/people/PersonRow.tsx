import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import { whenText } from "@/components/accounts";
import { ErrorNote } from "@/components/ErrorNote";
import { people as messages } from "@/components/messages/people";
import { Badge } from "@/components/ui/Badge";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { Select } from "@/components/ui/Select";
import type { ListedPerson } from "@/store/people";
import type { ErrorBody } from "@/types/errors";
import type { Role } from "@/types/people";
import { Initials } from "./Initials";
import { roleOptions } from "./roleOptions";

const words = messages.list;

interface PersonRowProps {
  person: ListedPerson;
  isMe: boolean;
  /** Why the last change of this person was refused. */
  error: ErrorBody | undefined;
  onRole: (role: Role) => void;
  onReset: () => void;
  onDisable: () => void;
  onEnable: () => void;
}

/** One person in the list of people. */
export function PersonRow({ person, isMe, error, onRole, onReset, onDisable, onEnable }: PersonRowProps) {
  const { name, role, disabled, signsInWith, lastSeenAt } = person;
  const lastSeen = lastSeenAt === undefined ? words.never : whenText(lastSeenAt);
  return (
    <li aria-label={name} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <Initials person={person} />
      <span className="min-w-0 flex-1 basis-44">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {isMe && <Badge tone="accent">{words.you}</Badge>}
          {disabled && <Badge tone="error">{words.disabled}</Badge>}
        </span>
        <span className="block truncate text-ink-3 text-xs">
          {signsInWith !== undefined && `${words.columns.signsInWith}: ${words.signsInWith[signsInWith]} · `}
          {words.columns.lastSeen}: {lastSeen}
        </span>
      </span>
      <Select
        aria-label={words.roleOf(name)}
        className="w-36! shrink-0"
        value={role}
        // What a role may do stands in the form for new people; here it would push the name out.
        options={roleOptions().map(({ detail: _, ...option }) => option)}
        disabled={disabled}
        onChange={onRole}
      />
      <Menu align="end" trigger={<IconButton label={words.actions(name)} icon={Ellipsis} />}>
        {signsInWith === "password" && (
          <MenuItem icon={KeyRound} onSelect={onReset}>
            {words.newPassword}
          </MenuItem>
        )}
        {signsInWith === "password" && <MenuSeparator />}
        {disabled ? (
          <MenuItem icon={UserCheck} onSelect={onEnable}>
            {words.enable}
          </MenuItem>
        ) : (
          <MenuItem icon={UserX} danger onSelect={onDisable}>
            {words.disable}
          </MenuItem>
        )}
      </Menu>
      {error && (
        <div className="basis-full">
          <ErrorNote error={error} />
        </div>
      )}
    </li>
  );
}
