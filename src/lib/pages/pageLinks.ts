import { z } from "zod";
import { createSecretRows, type IsActive } from "@/lib/security/secretRows";
import { readCookies, toCookie } from "@/lib/security/sessionCookie";
import { createJsonText } from "@/lib/storage/jsonText";
import type { TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { type CreatedPageLink, type PageLinkView, pageLinkViewSchema } from "@/types/pages";
import { runPagePath } from "@/types/runPagePath";
import { takenRoomSchema, takeRoom } from "./linkRoom";

/** Links that open the page of one workflow, and nothing else, until they are revoked. */
export interface PageLinks {
  /** The only one who ever sees the link itself is the caller. @throws AppError `invalid_request`, `storage_failed` */
  create(input: { workflow: string; name: string; person?: string }): Promise<CreatedPageLink>;
  /** Newest first. @throws AppError `storage_failed` */
  list(workflow: string): Promise<PageLinkView[]>;
  /** Whoever came by it is out from here on. @throws AppError `not_found`, `storage_failed` */
  revoke(workflow: string, id: string): Promise<PageLinkView>;
  /**
   * The `Set-Cookie` value for the API of that page. @throws AppError `login_required` for a link that opens nothing
   * (any more), `storage_failed`
   */
  enter(workflow: string, link: string, isSecure: boolean): Promise<string>;
  /** The link of these cookies; undefined when none of them is one of this workflow. @throws AppError `storage_failed` */
  find(workflow: string, cookieHeader: string | null): Promise<PageLinkView | undefined>;
  /** Work of which one is done at a time, over all processes. @throws AppError `storage_failed`, and what `work` throws */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Counts what is to come in by a link, over all processes; a file is noted, and counts once.
   * @throws AppError `rate_limited` for more than may come in, `storage_failed`
   */
  take(link: string, bytes: number, asset?: string): Promise<void>;
  /** What came in by a link, the last of it. @throws AppError `storage_failed` */
  uploads(link: string): Promise<ReadonlySet<string>>;
  /** Calls `end` once the link is revoked, in whichever process, or its person is switched off. Returns what stops the watching. */
  watch(link: string, end: () => void): () => void;
}

export interface PageLinksOptions {
  texts: TextStore;
  /** On which Patchbay listens: the cookie is named by it. */
  port: number;
  /** Told where noting the use of a link failed, which keeps nobody out. */
  reportBug(error: unknown): unknown;
  /** Of the person whose it is; everybody is if absent. */
  isActive?: IsActive;
  /** Milliseconds since 1970. */
  now?(): number;
}

const LINK_PREFIX = "pl_";
const MAX_UPLOADS = 500;
const COOKIE_SECONDS = 30 * 24 * 60 * 60;

const recordSchema = pageLinkViewSchema.extend({
  sha256: z.string(),
  uploads: z.array(z.string()),
  taken: takenRoomSchema.optional(),
});
type PageLinkRecord = z.infer<typeof recordSchema>;
const stateSchema = z.object({ version: z.literal(1), links: z.array(recordSchema) });

export function createPageLinks({ texts, port, reportBug, isActive, now = Date.now }: PageLinksOptions): PageLinks {
  const kept = createJsonText<z.infer<typeof stateSchema>>({
    texts,
    name: "page-links",
    what: "The links to pages",
    schema: stateSchema,
    empty: { version: 1, links: [] },
    mend: "Delete it, then make new links.",
  });
  const turns = texts.lock("page-links-starts");
  const cookieName = `patchbay_link_${port}`;
  const rows = createSecretRows({
    ...{ kept, noun: "link", prefix: LINK_PREFIX, isActive, reportBug, now },
    rowsOf: ({ links }) => links,
  });
  const opened = (workflow: string, links: readonly string[]) =>
    rows.find(links, ({ workflowId }) => workflowId === workflow);

  return {
    create: async ({ workflow, name, person }) => {
      const { row, secret } = await rows.create((made) => ({
        ...{ ...made, workflowId: workflow, name, uploads: [] },
        ...(person === undefined ? {} : { person }),
      }));
      // What stands behind # never goes to a server, nor into its log.
      return { ...toView(row), path: `${runPagePath(workflow)}#${secret}` };
    },
    list: async (workflow) => (await rows.list(({ workflowId }) => workflowId === workflow)).map(toView),
    revoke: async (workflow, id) => toView(await rows.revoke((link) => link.id === id && link.workflowId === workflow)),
    enter: async (workflow, link, isSecure) => {
      const record = await opened(workflow, [link]);
      if (record === undefined) throw opensNothing();
      await rows.noteUse(record);
      return toCookie(cookieName, link, COOKIE_SECONDS, isSecure, { path: pageApiPath(workflow), sameSite: "Strict" });
    },
    find: async (workflow, cookieHeader) => {
      const record = await opened(workflow, readCookies(cookieHeader, cookieName));
      if (record === undefined) return undefined;
      await rows.noteUse(record);
      return toView(record);
    },
    inTurn: (work) => turns.run(work),
    take: (link, bytes, asset) =>
      kept.change(({ links }) => {
        const record = links.find(({ id }) => id === link);
        if (record === undefined) throw opensNothing();
        const { uploads } = record;
        if (asset === undefined || !uploads.includes(asset)) record.taken = takeRoom(record.taken, bytes, now());
        if (asset !== undefined) {
          record.uploads = [...uploads.filter((other) => other !== asset), asset].slice(-MAX_UPLOADS);
        }
      }),
    uploads: async (link) => new Set((await kept.read()).links.find(({ id }) => id === link)?.uploads),
    watch: rows.watch,
  };
}

/** Everything of the API that a page asks: the cookie of a link is sent there and nowhere else. */
const pageApiPath = (workflow: string) => `/api/pages/${workflow}`;

function toView({ sha256: _, uploads: __, taken: ___, ...view }: PageLinkRecord): PageLinkView {
  return view;
}

function opensNothing(): AppError {
  return new AppError("login_required", "This link opens nothing, or was revoked. Ask for a new one.", {
    needs: "link",
  });
}
