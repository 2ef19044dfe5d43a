import { roles as words } from "@/components/messages/roles";
import type { SelectOption } from "@/components/ui/selectOptions";
import { type Role, roles } from "@/types/people";

/** The one that may do most first. */
export function roleOptions(): SelectOption<Role>[] {
  return roles.toReversed().map((role) => ({ value: role, label: words.names[role], detail: words.hints[role] }));
}
