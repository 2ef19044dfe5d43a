/** Nothing of the run is at work any more, and a person's answer is still awaited: nobody's failure, as an abort is. */
export class Rest extends Error {
  constructor() {
    super("The run rests until somebody answers.");
    this.name = "Rest";
  }
}

export function isRest(error: unknown): error is Rest {
  return error instanceof Rest;
}
