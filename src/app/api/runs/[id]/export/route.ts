import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createBreath } from "@/lib/breath";
import { jsonPieces } from "@/lib/nodes/jsonPieces";

export const GET = apiRoute(async ({ services, param }) => {
  const id = param("id");
  const headers = {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="run-${id}.json"`,
  };
  // In pieces: a run has many megabytes, which nobody else should have to wait for.
  return new Response(toStream(jsonPieces(await services.runs.export(id))), { headers });
});

function toStream(pieces: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const breath = createBreath();
  return new ReadableStream({
    pull: async (controller) => {
      await breath();
      const { done, value } = pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
