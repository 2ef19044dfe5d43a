import type { ImageGot, ImageSettings } from "@/types/images";
import type { Notice } from "@/types/llm";

/** Where a ratio was asked for, pixels need not meet it to the last. */
const RATIO_SLACK = 0.03;

/** What came otherwise than it was asked for, one notice for all of it. */
export function imageNotices(
  asked: ImageSettings,
  got: ImageGot,
  images: readonly { width: number; height: number }[],
) {
  const { n = 1 } = asked;
  const differences = [
    asked.size === undefined || images.every((image) => isOfSize(image, asked.size ?? ""))
      ? []
      : [`size ${got.size ?? "unknown"} instead of ${asked.size}`],
    differs("quality", asked.quality, got.quality),
    differs("background", asked.background, got.background),
    images.length < n ? [`${images.length} of ${n} pictures`] : [],
  ].flat();
  if (differences.length === 0) return [];
  const notice: Notice = { code: "image_differs", message: `Not all came as asked: ${differences.join(", ")}.` };
  return [notice];
}

function differs(what: string, asked: string | undefined, got: string | undefined): string[] {
  if (asked === undefined || asked === "auto" || got === undefined || asked === got) return [];
  return [`${what} ${got} instead of ${asked}`];
}

/** `1024x1536`, or a ratio such as `16:9`; anything else, such as `auto`, leaves it open. */
function isOfSize({ width, height }: { width: number; height: number }, size: string): boolean {
  const [, x, by, y] = /^(\d+)([x:])(\d+)$/.exec(size) ?? [];
  if (x === undefined || y === undefined) return true;
  if (by === "x") return width === Number(x) && height === Number(y);
  return Math.abs((width / height) * (Number(y) / Number(x)) - 1) <= RATIO_SLACK;
}
