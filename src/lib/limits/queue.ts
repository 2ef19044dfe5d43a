/** A place in a queue, until its turn comes or it is given up. */
export interface Place {
  begin: (() => void) | undefined;
}

/** Who waits, first come first served. All of it costs the same however many there are. */
export function createQueue() {
  /** Who left holds a place of nobody's until the turn comes to it, or most places are such. */
  let places: Place[] = [];
  let head = 0;
  let count = 0;

  function tidy(): void {
    if (places.length < 2 * count + 32) return;
    places = places.slice(head).filter(({ begin }) => begin !== undefined);
    head = 0;
  }

  return {
    length: () => count,
    add(begin: () => void): Place {
      const place: Place = { begin };
      places.push(place);
      count += 1;
      return place;
    },
    /** The first who waits, who then waits no more. */
    next(): (() => void) | undefined {
      while (head < places.length) {
        const place = places[head++];
        const begin = place?.begin;
        if (place === undefined || begin === undefined) continue;
        place.begin = undefined;
        count -= 1;
        tidy();
        return begin;
      }
      return undefined;
    },
    remove(place: Place): void {
      if (place.begin === undefined) return;
      place.begin = undefined;
      count -= 1;
      tidy();
    },
  };
}
