import type { RouteContext } from "@/app/api/apiRoute";
import { requirePeople } from "@/app/api/people/requirePeople";
import { createNote } from "@/lib/people/note";
import type { People } from "@/lib/people/people";
import type { AuditKind } from "@/types/people";
import { patchSharingSchema, type Sharing } from "@/types/sharing";

/** Takes who may use a key or a server, and notes it. @throws AppError `invalid_request`, `not_found`, `storage_failed` */
export async function changeSharing(
  { services, person, json }: RouteContext,
  key: string,
  what: { kind: AuditKind; about: string },
): Promise<Sharing> {
  const { shares, audit, persons } = requirePeople(services);
  const sharing = await shares.change(key, await json(patchSharingSchema));
  const { sharedWith, share } = sharing;
  const details = {
    sharedWith: Array.isArray(sharedWith) ? await namesOf(sharedWith, persons) : sharedWith,
    ...(share !== null && { callsPerDay: String(share.callsPerDay) }),
  };
  await createNote(audit, person?.id)({ ...what, details });
  return sharing;
}

/** As they are called at this moment: who reads the log knows names, not ids. */
async function namesOf(ids: readonly string[], persons: People["persons"]): Promise<string> {
  const names = new Map((await persons.list()).map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? id).join(" ");
}
