import { z } from "zod";
import { type CreatedPageLink, createdPageLinkSchema, type PageLinkView, pageLinksSchema } from "@/types/pages";
import { requestJson } from "./apiClient";

const linksPath = (workflow: string) => `/api/workflows/${encodeURIComponent(workflow)}/links`;

/** Newest first. */
export async function listPageLinks(workflow: string): Promise<PageLinkView[]> {
  return (await requestJson(pageLinksSchema, linksPath(workflow))).links;
}

/** The answer is the only one with the link itself. @throws AppError `invalid_request` where there is no password */
export function createPageLink(workflow: string, name: string): Promise<CreatedPageLink> {
  return requestJson(createdPageLinkSchema, linksPath(workflow), { method: "POST", body: { name } });
}

/** @throws AppError `not_found` */
export function revokePageLink(workflow: string, link: string): Promise<unknown> {
  const path = `${linksPath(workflow)}/${encodeURIComponent(link)}`;
  return requestJson(z.unknown(), path, { method: "DELETE", body: {} });
}
