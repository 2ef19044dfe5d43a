import { drawBands } from "@/simulator/answers/drawPicture";
import { createChoices } from "@/simulator/answers/random";

const bands = 16;

const colours: Record<string, readonly [number, number, number]> = {
  red: [208, 32, 32],
  green: [32, 160, 64],
  blue: [32, 64, 208],
  yellow: [240, 208, 32],
  orange: [240, 136, 24],
  purple: [128, 48, 160],
  black: [16, 16, 16],
  white: [248, 248, 248],
};

export interface Painting {
  prompt: string;
  /** Pixels. */
  width: number;
  height: number;
  /** The place among the pictures of one call, from 0. */
  nth: number;
  /** What it is made of: the first picture given. */
  from?: Buffer;
  transparent?: boolean;
}

/**
 * A PNG in the colour that the prompt names, if it names one, and in colours that come of its words. One that is made
 * of another of ours keeps the colours of that in every other band.
 */
export function paint({ prompt, width, height, nth, from, transparent = false }: Painting): Buffer {
  const own = toPalette(`${prompt} ${nth}`);
  const named = Object.entries(colours).find(([name]) => new RegExp(`\\b${name}\\b`, "i").test(prompt))?.[1];
  const kept = from === undefined ? undefined : (readPalette(from) ?? toPalette(from.toString("base64")));
  const palette = own.map((value, index) => {
    const isOdd = Math.floor(index / 3) % 2 === 1;
    if (isOdd) return named?.[index % 3] ?? value;
    const around = kept ?? shadeOf(named, own);
    return around?.[index % around.length] ?? value;
  });
  return drawBands(palette, width, height, transparent);
}

/** A darker shade, another one for other words. */
function shadeOf(colour: readonly number[] | undefined, own: readonly number[]): number[] | undefined {
  const share = 0.4 + (own[0] ?? 0) / 512;
  return colour?.map((part) => Math.round(part * share));
}

function toPalette(seed: string): number[] {
  const choices = createChoices(seed);
  return Array.from({ length: bands * 3 }, () => choices.int(256));
}

/** The colours of a picture that was drawn here. */
function readPalette(png: Buffer): number[] | undefined {
  const at = png.indexOf("PLTE", 8, "latin1");
  if (at < 0) return undefined;
  const length = png.readUInt32BE(at - 4);
  return [...png.subarray(at + 4, at + 4 + length)];
}
