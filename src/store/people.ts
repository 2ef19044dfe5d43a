import { z } from "zod";
import {
  type AddPerson,
  type AuditEntry,
  type AuditKind,
  auditEntrySchema,
  type ChangePassword,
  type ChangePerson,
  type PersonView,
  type Presence,
  personViewSchema,
  presenceSchema,
  type SessionView,
  sessionViewSchema,
} from "@/types/people";
import { requestJson, SESSION_PATH } from "./apiClient";

export const PEOPLE_PATH = "/api/people";
export const AUDIT_EXPORT_PATH = "/api/audit/export";

/** How one signs in here, and who has. */
export function readSession(): Promise<SessionView> {
  return requestJson(sessionViewSchema, SESSION_PATH);
}

/** With a name where people have some. @throws AppError `login_required` for a wrong one, `rate_limited` */
export function login(credentials: { password: string; name?: string }): Promise<unknown> {
  return requestJson(z.unknown(), SESSION_PATH, { method: "POST", body: credentials });
}

/** Where the provider of identities is asked, to come back to `to`. */
export function providerPath(to: string): string {
  return `${SESSION_PATH}/oidc/start?${new URLSearchParams({ to })}`;
}

/** One's own; ends one's other sessions. @throws AppError `invalid_request`, with the reason `wrong_password` for a wrong present one */
export function changePassword(body: ChangePassword): Promise<unknown> {
  return requestJson(z.unknown(), `${SESSION_PATH}/password`, { method: "POST", body });
}

/** Only an admin is told more than who somebody is. */
const listedSchema = personViewSchema.partial({ signsInWith: true, createdAt: true });
export type ListedPerson = z.infer<typeof listedSchema>;

export async function listPeople(): Promise<ListedPerson[]> {
  return (await requestJson(z.object({ people: z.array(listedSchema) }), PEOPLE_PATH)).people;
}

/** @throws AppError `conflict` for a name that is taken, `invalid_request` */
export function addPerson(body: AddPerson): Promise<PersonView> {
  return requestJson(personViewSchema, PEOPLE_PATH, { method: "POST", body });
}

/** @throws AppError `conflict` for the last admin */
export function changePerson(id: string, body: ChangePerson): Promise<PersonView> {
  return requestJson(personViewSchema, `${PEOPLE_PATH}/${encodeURIComponent(id)}`, { method: "PATCH", body });
}

export interface AuditFilter {
  kind?: AuditKind;
  person?: string;
}

const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.string().optional() });

/** Newest first, before the entry `before`; `next` is where it goes on. */
export function readAudit(
  filter: AuditFilter & { before?: string; limit?: number },
): Promise<{ entries: AuditEntry[]; next?: string }> {
  const asked = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return requestJson(auditPageSchema, `/api/audit?${new URLSearchParams(asked)}`);
}

const presencePath = (workflow: string) => `/api/workflows/${encodeURIComponent(workflow)}/presence`;

/** Says that a page has a workflow open, and hears who else has. @throws AppError `not_found` where nobody has a name */
export function sayPresent(workflow: string, page: string): Promise<Presence> {
  return requestJson(presenceSchema, presencePath(workflow), { method: "POST", body: { page } });
}

/** Also of a page that goes away. */
export function sayGone(workflow: string, page: string): Promise<unknown> {
  const path = `${presencePath(workflow)}?${new URLSearchParams({ page })}`;
  return requestJson(z.unknown(), path, { method: "DELETE", body: {}, keepalive: true });
}
