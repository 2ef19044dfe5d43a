import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { type Person, type Role, reaches } from "@/types/people";

/** Who is signed in on this page; undefined where people have no names, and everything may be done. */
export const personStore = createStore<{ person: Person | undefined }>(() => ({ person: undefined }));

export function usePerson(): Person | undefined {
  return useStore(personStore, ({ person }) => person);
}

/** Whether who is signed in may do what takes this role. */
export function useMay(role: Role): boolean {
  return useStore(personStore, ({ person }) => person === undefined || reaches(person.role, role));
}

/** The same, where nothing is drawn. */
export function may(role: Role): boolean {
  const { person } = personStore.getState();
  return person === undefined || reaches(person.role, role);
}
