/** Writes server-sent events of one response and counts them. */
export interface Frames {
  frame(type: string, fields: object): string;
  /** The number of an event that is put together elsewhere. */
  next(): number;
}

export function createFrames(): Frames {
  let number = 0;
  return {
    frame: (type, fields) =>
      `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`,
    next: () => number++,
  };
}
