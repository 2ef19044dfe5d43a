import { type UnzipFileInfo, type Unzipped, unzipSync } from "fflate";
import { readText } from "@/lib/decodeText";
import { AppError } from "@/types/errors";

/** Of all parts that are taken, unpacked. They lie outside of the memory that a thread is limited to. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
const MAX_ENTRIES = 20_000;

/** The parts of a package by name. No name is ever a path of this computer. */
export interface Archive {
  names: string[];
  bytes(name: string): Uint8Array | undefined;
  /** @throws AppError `unsupported_file` for a part that is not there, or no text */
  text(name: string): string;
}

/**
 * Unpacks what is `wanted` of a ZIP. What it says of its sizes is believed to refuse it, and holds: no part gets larger
 * than it says. @throws AppError `too_large`, `unsupported_file`
 */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Archive {
  const parts: Unzipped = unzipSync(bytes, { filter: withinLimits(wanted) });
  const find = (name: string) => (Object.hasOwn(parts, name) ? parts[name] : undefined);
  return {
    names: Object.keys(parts),
    bytes: find,
    text: (name) => {
      const part = find(name);
      const text = part && readText(part);
      if (text !== undefined) return text;
      throw new AppError("unsupported_file", `This document is broken: it lacks its part ${name.slice(0, 200)}.`);
    },
  };
}

/** For a library that unpacks by itself what is `wanted`. @throws AppError `too_large` */
export function refuseBomb(bytes: Uint8Array, wanted: (name: string) => boolean): void {
  const isWithin = withinLimits(wanted);
  unzipSync(bytes, { filter: (entry) => isWithin(entry) && false });
}

function withinLimits(wanted: (name: string) => boolean): (entry: UnzipFileInfo) => boolean {
  let unpacked = 0;
  let entries = 0;
  return ({ name, originalSize }) => {
    if (++entries > MAX_ENTRIES) throw tooLarge();
    if (!wanted(name)) return false;
    unpacked += originalSize;
    if (unpacked > MAX_UNPACKED_BYTES) throw tooLarge();
    return true;
  };
}

function tooLarge(): AppError {
  return new AppError("too_large", "This document is too large unpacked. Split it, or take pictures out of it.");
}
