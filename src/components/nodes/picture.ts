import { nodes } from "@/components/messages/nodes";
import { isAssetRef, isRecord, readItemError, toItemError, toList } from "@/lib/nodes/values";
import { assetPath } from "@/store/endpoints";
import type { NodeRun } from "@/store/runReducer";
import { own } from "@/types/own";
import type { AssetRef, Value } from "@/types/run";

/** A picture as the screen shows it. */
export interface Picture {
  src: string;
  /** With its ending: what a download is called. */
  fileName: string;
  mime: string;
  /** Kept by the server, so that other nodes can take it. */
  asset?: AssetRef;
  /** Pixels. */
  width?: number;
  height?: number;
  /** What was asked of a model and what came of it, in words. */
  about?: string;
}

/** In a grid: a picture, or the reason why there is none. */
export type PictureOrFault = Picture | { fault: string };

const words = nodes.pictures;
const endings: Record<string, string> = { "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif" };

export function isPictureRef(value: Value | undefined): value is AssetRef {
  return value !== undefined && isAssetRef(value) && value.mime.startsWith("image/");
}

/** The pictures of a value, with failed items in their places; undefined where it holds something else, or none. */
export function readPictures(value: Value | undefined, name: string): PictureOrFault[] | undefined {
  const list = toList(value);
  if (!list.some(isPictureRef)) return undefined;
  const shown: PictureOrFault[] = [];
  for (const [index, item] of list.entries()) {
    const error = readItemError(item);
    if (error !== undefined) shown.push({ fault: error.message });
    else if (isPictureRef(item)) shown.push(toPicture(item, list.length === 1 ? name : `${name} ${index + 1}`));
    else return undefined;
  }
  return shown;
}

/** The pictures of a node as far as they have come, those of its items in their order. */
export function picturesOf({ items, output }: NodeRun, name: string): PictureOrFault[] {
  if (items === undefined) return readPictures(output?.image, name) ?? [];
  const made = items.flatMap((item) => {
    if (item?.error !== undefined) return [toItemError({ code: item.error.code, message: item.error.message })];
    return toList(item?.output?.image);
  });
  return readPictures(made, name) ?? [];
}

function toPicture(value: AssetRef, name: string): Picture {
  const { asset, mime, bytes } = value;
  const { width, height } = { ...value } as { width?: unknown; height?: unknown };
  return {
    src: assetPath(value),
    fileName: fileNameOf(name, mime),
    mime,
    asset: { asset, mime, bytes },
    width: typeof width === "number" ? width : undefined,
    height: typeof height === "number" ? height : undefined,
    about: aboutText(value),
  };
}

export function fileNameOf(name: string, mime: string): string {
  // Signs that a file system may refuse.
  const stem = name.replace(/[\\/:*?"<>|\s\p{Cc}]+/gu, " ").trim() || words.name;
  return `${stem}.${endings[mime] ?? "png"}`;
}

const told = ["size", "quality", "background"] as const;

/** What came back beside what was asked, where these differ; else what came back. */
function aboutText(value: AssetRef): string | undefined {
  const record = { ...value } as { [key: string]: Value };
  const [asked, got] = [settingsIn(own(record, "asked")), settingsIn(own(record, "got"))];
  const isAsAsked = told.every((name) => asked[name] === undefined || asked[name] === got[name]);
  const [askedText, gotText] = [asked, got].map((settings) => told.flatMap((name) => settings[name] ?? []).join(", "));
  if (!askedText || isAsAsked) return gotText || undefined;
  return gotText ? words.askedAndGot(askedText, gotText) : words.asked(askedText);
}

function settingsIn(value: Value | undefined): Partial<Record<(typeof told)[number], string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    told.flatMap((name) => {
      const setting = own(value, name);
      return typeof setting === "string" ? [[name, setting]] : [];
    }),
  );
}
