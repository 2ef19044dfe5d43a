export const personIds = ["ada", "grace", "ada-work", "edsger", "pat", "fred"] as const;
export type PersonId = (typeof personIds)[number];

export interface Organization {
  id: string;
  title: string;
  role: string;
  is_default: boolean;
}

/** Somebody who can sign in. One person may stand here twice: once per workspace. */
export interface Person {
  id: PersonId;
  name: string;
  /** Stands under the name on the sign-in page. */
  about: string;
  /** Subject of the tokens. */
  sub: string;
  userId: string;
  email?: string;
  plan: string;
  /** Workspace id; phone-registered sign-ins carry none. */
  accountId?: string;
  organizations: Organization[];
  /** Workspace plans may exchange an id token for an API key. */
  isWorkspace: boolean;
  /** What accounts/check says about routing. */
  routingOverride: string;
}

const personal = (title: string): Organization[] => [
  { id: `org-${title.toLowerCase()}`, title: "Personal", role: "owner", is_default: true },
];

export const people: readonly Person[] = [
  {
    id: "ada",
    name: "Ada Plus",
    about: "ada@example.com · personal, Plus",
    sub: "auth0|ada",
    userId: "user-ada",
    email: "ada@example.com",
    plan: "plus",
    accountId: "acct-ada-personal",
    organizations: personal("ada"),
    isWorkspace: false,
    routingOverride: "NO_CONSTRAINT",
  },
  {
    id: "grace",
    name: "Grace Pro",
    about: "grace@example.com · personal, Pro",
    sub: "auth0|grace",
    userId: "user-grace",
    email: "grace@example.com",
    plan: "pro",
    accountId: "acct-grace-personal",
    organizations: personal("grace"),
    isWorkspace: false,
    routingOverride: "NO_CONSTRAINT",
  },
  {
    id: "ada-work",
    name: "Ada at Work",
    about: "ada@example.com · workspace Engines Ltd, Business",
    sub: "auth0|ada",
    userId: "user-ada",
    email: "ada@example.com",
    plan: "business",
    accountId: "acct-engines-ltd",
    organizations: [{ id: "org-engines", title: "Engines Ltd", role: "owner", is_default: true }],
    isWorkspace: true,
    routingOverride: "NO_CONSTRAINT",
  },
  {
    id: "edsger",
    name: "Edsger Enterprise",
    about: "edsger@example.org · workspace Shortest Path Inc, Enterprise",
    sub: "auth0|edsger",
    userId: "user-edsger",
    email: "edsger@example.org",
    plan: "enterprise",
    accountId: "acct-shortest-path",
    organizations: [{ id: "org-shortest-path", title: "Shortest Path Inc", role: "reader", is_default: true }],
    isWorkspace: true,
    routingOverride: "us_cr",
  },
  {
    id: "pat",
    name: "Pat Phone",
    about: "registered by phone · Plus, no account id, no e-mail",
    sub: "auth0|pat",
    userId: "user-pat",
    plan: "plus",
    organizations: [],
    isWorkspace: false,
    routingOverride: "NO_CONSTRAINT",
  },
  {
    id: "fred",
    name: "Fred Free",
    about: "fred@example.com · personal, Free",
    sub: "auth0|fred",
    userId: "user-fred",
    email: "fred@example.com",
    plan: "free",
    accountId: "acct-fred-personal",
    organizations: personal("fred"),
    isWorkspace: false,
    routingOverride: "NO_CONSTRAINT",
  },
];

const byId = new Map<string, Person>(people.map((person) => [person.id, person]));

export function findPerson(id: unknown): Person | undefined {
  return typeof id === "string" ? byId.get(id) : undefined;
}
