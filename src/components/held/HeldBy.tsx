"use client";
import useSWR from "swr";
import { listText } from "@/components/language/locale";
import { held as words } from "@/components/messages/held";
import { listHolders } from "@/store/endpoints";

/** Says which workflows cannot run without this one, before it is deleted. */
export function HeldBy({ id }: { id: string }) {
  const { data = [] } = useSWR(`holders of ${id}`, () => listHolders(id), { dedupingInterval: 0 });
  if (data.length === 0) return null;
  return (
    <span role="status" className="mt-2 block text-waiting">
      {words.heldBy(listText(data.map(({ name }) => name)))}
    </span>
  );
}
