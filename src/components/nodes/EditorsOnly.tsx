import type { ReactNode } from "react";
import { roles } from "@/components/messages/roles";
import { useMay } from "@/store/person";

/** Fields of a document: out of reach, and said so, for who may only run it. */
export function EditorsOnly({ children }: { children: ReactNode }) {
  const mayEdit = useMay("editor");
  return (
    <>
      {!mayEdit && <p className="rounded-control bg-field px-3 py-2 text-ink-2">{roles.readOnly}</p>}
      <fieldset disabled={!mayEdit} className="contents">
        {children}
      </fieldset>
    </>
  );
}
