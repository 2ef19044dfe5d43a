import { useEffect, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { keepAssetsAt } from "@/store/endpoints";
import type { ErrorBody } from "@/types/errors";
import type { PageForm } from "@/types/pages";
import { enterByLink, pagePath, readForm } from "./pageApi";

/** The form of a page; before it is asked for, a link in the address becomes a cookie. */
export function usePage(workflow: string) {
  const [form, setForm] = useState<PageForm>();
  const [error, setError] = useState<ErrorBody>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks anew
  useEffect(() => {
    let isOver = false;
    keepAssetsAt(`${pagePath(workflow)}/assets`);
    setError(undefined);
    void openPage(workflow).then(
      (opened) => !isOver && setForm(opened),
      (failure) => !isOver && setError(toShownError(failure)),
    );
    return () => {
      isOver = true;
    };
  }, [workflow, tries]);
  return { form, error, retry: () => setTries((count) => count + 1) };
}

/** Of this load of the page: by which somebody came, and the coming in, which whoever asks later waits for too. */
let link: string | undefined;
let entering: Promise<unknown> | undefined;

/** Whether somebody came by a link just now. */
export const cameByLink = (): boolean => link !== undefined;

async function openPage(workflow: string): Promise<PageForm> {
  const brought = takeLink();
  if (brought !== undefined) [link, entering] = [brought, undefined];
  if (link !== undefined) entering ??= enterByLink(workflow, link);
  try {
    await entering;
  } catch (error) {
    // The next try may find the server at home.
    entering = undefined;
    throw error;
  }
  return readForm(workflow);
}

/** Takes the secret out of the address before anything else is done with it. */
function takeLink(): string | undefined {
  const { hash, pathname, search } = window.location;
  if (!hash.startsWith("#pl_")) return undefined;
  window.history.replaceState(null, "", pathname + search);
  return hash.slice(1);
}
