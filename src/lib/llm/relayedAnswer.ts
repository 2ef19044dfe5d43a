import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import { createWholeEvents, endlessEvent, MAX_EVENT_LENGTH } from "@/lib/sse/wholeEvents";
import type { RelayedBytes } from "@/types/llm";
import { toMessage } from "./answerBody";
import { letEnd } from "./nodeBody";
import type { Reading, WireReader } from "./wire";

/** What has come before anything is shown; then the bytes of the answer, and what it says at its end. */
export interface RelayedAnswer {
  /** Reads until something is shown, or the answer is over. @throws what the body throws */
  begin(): Promise<Reading[]>;
  bytes: RelayedBytes;
  /**
   * Those of the beginning and all that came after, to be asked when the pump has ended.
   * @throws what the body or the reader throws
   */
  rest(): Reading[];
  /** Nothing more of it is wanted. */
  leave(): void;
}

const EVENT_END = "\n\n";
/** Bytes; longer pieces are read as any other event. */
const MAX_PIECE_LENGTH = 4096;

/**
 * An answer whose bytes go on as they are, in whole events: behind half of one nobody could be told how it ended. Of
 * those only what is no plain piece of text is read: a reader of the protocol takes whole texts from what comes after
 * the pieces. `isPiece` tells one event by its first characters.
 */
export function relayAnswer(
  body: Readable,
  reader: WireReader,
  { isPiece, onRead }: { isPiece: (start: string) => boolean; onRead: () => void },
): RelayedAnswer {
  const head: Buffer[] = [];
  const decoder = new TextDecoder();
  const readings: Reading[] = [];
  const whole = createWholeEvents();
  let hasBegun = false;
  let isOver = false;
  let broken: unknown;
  // All the time: an error that nobody hears, while who takes the bytes is not at hand yet, would end the process.
  body.on("error", (error) => {
    broken ??= error;
  });
  const parser = createParser({
    onEvent: (event) => {
      const reading = reader.read(toMessage(event));
      if (reading === undefined) return;
      readings.push(reading);
      isOver ||= reading.failure !== undefined || reading.events.some(isEnd);
    },
  });

  function isOnePiece(chunk: Buffer): boolean {
    if (chunk.length > MAX_PIECE_LENGTH) return false;
    // Once: each look into the bytes themselves costs as much as all the rest here.
    const text = chunk.toString("latin1");
    return text.indexOf(EVENT_END) === text.length - EVENT_END.length && isPiece(text);
  }

  /** Gives what of it goes on. @throws RangeError for an event without an end */
  function read(chunk: Buffer): Buffer | undefined {
    onRead();
    if (hasBegun && whole.isBetween() && isOnePiece(chunk)) return chunk;
    parser.feed(decoder.decode(chunk, { stream: true }));
    return whole.take(chunk);
  }

  /** What is whole only now that nothing comes any more. */
  function readLast(): Buffer | undefined {
    const known = readings.length;
    parser.feed(`${decoder.decode()}\n\n`);
    return readings.length > known ? whole.rest() : undefined;
  }

  function show(bytes: Buffer | undefined): void {
    if (bytes !== undefined) head.push(bytes);
  }

  return {
    begin: async () => {
      let length = 0;
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        length += chunk.length;
        if (length > MAX_EVENT_LENGTH) throw endlessEvent();
        show(read(chunk));
        if (isOver || readings.some(({ events }) => events.length > 0)) break;
      }
      if (body.readableEnded) show(readLast());
      return readings;
    },
    bytes: {
      head,
      pump: async (write) => {
        if (body.readableEnded || body.destroyed || isOver) return;
        hasBegun = true;
        const ended = Promise.withResolvers<void>();
        const handOn = (chunk: Buffer) => {
          const bytes = read(chunk);
          const room = bytes && write(bytes);
          // Some upstreams leave the connection open behind the end of an answer.
          if (isOver) ended.resolve();
          if (room === undefined) return;
          body.pause();
          void room.then(() => body.resume());
        };
        body.on("data", (chunk: Buffer) => {
          if (isOver) return;
          try {
            handOn(chunk);
          } catch (error) {
            broken ??= error;
            ended.resolve();
          }
        });
        body.on("close", ended.resolve);
        await ended.promise;
        const last = isOver || broken !== undefined ? undefined : readLast();
        if (last !== undefined) await write(last);
      },
    },
    rest: () => {
      if (broken !== undefined && !isOver) throw broken;
      return readings;
    },
    leave: () => void (isOver ? letEnd(body) : body.destroy()),
  };
}

function isEnd({ type }: Reading["events"][number]): boolean {
  return type === "end";
}
