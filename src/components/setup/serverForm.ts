import { setup } from "@/components/messages/setup";
import {
  type CreateServer,
  createServerSchema,
  type PatchServer,
  patchServerSchema,
  type ServerApi,
  type ServerView,
  type Skills,
} from "@/types/servers";

export interface ServerForm {
  name: string;
  baseUrl: string;
  key: string;
  headerName: string;
  headerValue: string;
  api: ServerApi;
  skills: Skills;
}

type Entered<T> = { value: T } | { problem: string };

export const emptyForm: ServerForm = {
  ...{ name: "", baseUrl: "", key: "", headerName: "", headerValue: "" },
  api: "auto",
  skills: {},
};

export function formOf({ name, baseUrl, headerName = "", api, skills }: ServerView): ServerForm {
  return { ...emptyForm, name, baseUrl, headerName, api, skills };
}

export function toCreate(form: ServerForm): Entered<CreateServer> {
  const { key, header } = secretsOf(form);
  return check(createServerSchema.safeParse({ ...plainOf(form), key, header }));
}

/** What is left empty stays as it is; a header without a name goes. */
export function toPatch(form: ServerForm, server: ServerView): Entered<PatchServer> {
  const { key, header } = secretsOf(form);
  const isHeaderGone = server.headerName !== undefined && form.headerName.trim() === "";
  const isHeaderSame = form.headerName.trim() === server.headerName && form.headerValue === "";
  const patch = { ...plainOf(form), key, header: isHeaderGone ? null : isHeaderSame ? undefined : header };
  return check(patchServerSchema.safeParse(patch));
}

function plainOf({ name, baseUrl, api, skills }: ServerForm) {
  return { name, baseUrl, api, skills };
}

function secretsOf({ key, headerName, headerValue }: ServerForm) {
  const hasHeader = headerName.trim() !== "" || headerValue.trim() !== "";
  return {
    key: key.trim() === "" ? undefined : key,
    header: hasHeader ? { name: headerName, value: headerValue } : undefined,
  };
}

interface Parsed<T> {
  data?: T;
  error?: { issues: { path: PropertyKey[]; message: string }[] };
}

function check<T>({ data, error }: Parsed<T>): Entered<T> {
  if (data !== undefined) return { value: data };
  const [issue] = error?.issues ?? [];
  return { problem: setup.servers.wrong(String(issue?.path[0] ?? ""), issue?.message ?? "") };
}
