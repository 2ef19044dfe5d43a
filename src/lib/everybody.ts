import type { Foundation } from "./foundation";
import { createPersonalServices, type PersonalServices } from "./personalServices";

/** The services that hang on who pays, made once for each person. */
export interface Everybody {
  /** Of nobody by name: the one person of an installation without people. */
  nobody: PersonalServices;
  of(person: string): PersonalServices;
}

export function createEverybody(foundation: Foundation): Everybody {
  const all: PersonalServices[] = [];
  const byPerson = new Map<string, PersonalServices>();

  function add(person?: string): PersonalServices {
    const own = createPersonalServices(foundation, person);
    all.push(own);
    return { ...own, catalogue: { ...own.catalogue, invalidate } };
  }

  /** Keys and servers are everybody's: what is known of their models is forgotten for all. */
  function invalidate(...what: Parameters<PersonalServices["catalogue"]["invalidate"]>): void {
    for (const { catalogue } of all) catalogue.invalidate(...what);
  }

  return {
    nobody: add(),
    of: (person) => {
      const known = byPerson.get(person) ?? add(person);
      byPerson.set(person, known);
      return known;
    },
  };
}
