import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import type { RelayedBytes } from "@/types/llm";
import { toMessage } from "./answerBody";
import type { Reading, WireReader } from "./wire";

/** What has come before anything is shown; then the bytes of the answer, and what it says at its end. */
export interface RelayedAnswer {
  /** Reads until something is shown, or the answer is over. @throws what the body throws */
  begin(): Promise<Reading[]>;
  bytes: RelayedBytes;
  /** Those of the beginning and all that came after, to be asked when the pump has ended. @throws what the body or the reader throws */
  rest(): Reading[];
  /** Closes the connection, if it is open. */
  leave(): void;
}

const NEWLINE = 10;
const EVENT_END = Buffer.from([NEWLINE, NEWLINE]);

/**
 * An answer whose bytes go on as they are. Of those only what is no plain piece of text is read: a reader of the
 * protocol takes whole texts from what comes after the pieces. `isPiece` tells one event by its first characters.
 */
export function relayAnswer(
  body: Readable,
  reader: WireReader,
  { isPiece, onRead }: { isPiece: (start: string) => boolean; onRead: () => void },
): RelayedAnswer {
  const head: Buffer[] = [];
  const decoder = new TextDecoder();
  const readings: Reading[] = [];
  let isBetween = true;
  let broken: unknown;
  // All the time: an error that nobody hears, while who takes the bytes is not at hand yet, would end the process.
  body.on("error", (error) => {
    broken ??= error;
  });
  const parser = createParser({
    onEvent: (event) => {
      const reading = reader.read(toMessage(event));
      if (reading !== undefined) readings.push(reading);
    },
  });

  function read(chunk: Buffer): void {
    onRead();
    const wasBetween = isBetween;
    isBetween = chunk.at(-1) === NEWLINE && chunk.at(-2) === NEWLINE;
    const isOnePiece =
      wasBetween &&
      isBetween &&
      chunk.indexOf(EVENT_END) === chunk.length - 2 &&
      isPiece(chunk.toString("latin1", 0, 100));
    if (!isOnePiece) parser.feed(decoder.decode(chunk, { stream: true }));
  }

  const isOver = () => readings.some(({ failure, events }) => failure !== undefined || events.some(isEnd));

  return {
    begin: async () => {
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        head.push(chunk);
        // Whole, so that what is shown first is seen.
        isBetween = false;
        read(chunk);
        if (isOver() || readings.some(({ events }) => events.length > 0)) break;
      }
      if (body.readableEnded) parser.feed(`${decoder.decode()}\n\n`);
      return readings;
    },
    bytes: {
      head,
      isBetween: () => isBetween,
      pump: async (write) => {
        if (body.readableEnded || body.destroyed || isOver()) return;
        const ended = Promise.withResolvers<void>();
        body.on("data", (chunk: Buffer) => {
          try {
            read(chunk);
          } catch (error) {
            broken ??= error;
            return ended.resolve();
          }
          const room = write(chunk);
          // Some upstreams leave the connection open behind the end of an answer.
          if (isOver()) ended.resolve();
          if (room === undefined) return;
          body.pause();
          void room.then(() => body.resume());
        });
        body.on("close", ended.resolve);
        await ended.promise;
        if (broken === undefined && !isOver()) parser.feed(`${decoder.decode()}\n\n`);
      },
    },
    rest: () => {
      if (broken !== undefined && !isOver()) throw broken;
      return readings;
    },
    leave: () => void body.destroy(),
  };
}

function isEnd({ type }: Reading["events"][number]): boolean {
  return type === "end";
}
