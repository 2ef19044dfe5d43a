import useSWR, { mutate } from "swr";
import { roles } from "@/components/messages/roles";
import { type ListedPerson, listPeople, PEOPLE_PATH } from "@/store/people";
import { usePerson } from "@/store/person";

/** Everybody by name; nobody is asked for where people have none. */
export function usePeople(): { people: ListedPerson[] | undefined; error: unknown } {
  const person = usePerson();
  const { data, error } = useSWR(person && PEOPLE_PATH, listPeople, {
    revalidateOnFocus: false,
    revalidateIfStale: false,
  });
  return { people: data, error };
}

/** To be called after anything that changes people. */
export function refreshPeople(): Promise<unknown> {
  return mutate(PEOPLE_PATH);
}

/** What a person is called; undefined where people have no names. */
export function useNames(): ((id: string) => string) | undefined {
  const me = usePerson();
  const { people } = usePeople();
  if (me === undefined) return undefined;
  return (id) => (id === me.id ? me.name : (people?.find((person) => person.id === id)?.name ?? roles.somebody));
}
