import type { RouteContext } from "@/app/api/apiRoute";
import { createRunPage, type RunPage } from "@/lib/pages/runPage";

/** The page of the workflow that the address names, for who asks. */
export function pageOf({ services, link, param }: RouteContext): RunPage {
  const { pageLinks: links, toldAssets: told } = services;
  return createRunPage({ workflowId: param("id"), services, links, told, ...(link && { link }) });
}
