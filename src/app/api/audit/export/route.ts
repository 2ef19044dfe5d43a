import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requirePeople } from "@/app/api/people/requirePeople";
import type { AuditLog } from "@/lib/storage/peoplePorts";
import { auditExportQuerySchema } from "@/types/people";

const PAGE = 500;

/** All entries, newest first, a line of JSON each. */
export const GET = apiRoute(
  async ({ services, query }) => {
    const headers = {
      "content-type": "application/x-ndjson",
      "content-disposition": 'attachment; filename="patchbay-audit.ndjson"',
    };
    return new Response(toLines(requirePeople(services).audit, query(auditExportQuerySchema)), { headers });
  },
  { role: "admin" },
);

function toLines(audit: AuditLog, filter: { kind?: Parameters<AuditLog["list"]>[0]["kind"]; person?: string }) {
  const encoder = new TextEncoder();
  let before: string | undefined;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const entries = await audit.list({ ...filter, before, limit: PAGE });
      before = entries.at(-1)?.id;
      if (entries.length > 0)
        controller.enqueue(encoder.encode(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")));
      if (entries.length < PAGE) controller.close();
    },
  });
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
