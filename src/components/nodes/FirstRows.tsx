import type { TableHead } from "@/lib/nodes/tableHead";

/** How many there is room for. */
interface Room {
  columns: number;
  rows: number;
}

/** On a node. */
const NODE_ROOM: Room = { columns: 4, rows: 3 };
export const PANEL_ROOM: Room = { columns: 6, rows: 5 };

/** The columns of a table and its first rows, with how many columns there are besides. */
export function FirstRows(props: Partial<Pick<TableHead, "columns" | "rows">> & { room?: Room }) {
  const { columns = [], rows = [], room = NODE_ROOM } = props;
  if (columns.length === 0) return null;
  const shown = columns.slice(0, room.columns);
  const hidden = columns.length - shown.length;
  return (
    <table className="w-full table-fixed border-collapse text-left text-xs">
      <thead className="text-ink-3">
        <tr>
          {shown.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sheet may name two columns alike
            <th key={place} className="truncate py-0.5 pr-2 font-medium">
              {column}
            </th>
          ))}
          {hidden > 0 && <th className="w-8 py-0.5 text-right font-medium">+{hidden}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, room.rows).map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name, its place is who it is
          <tr key={line} className="border-line border-t">
            {shown.map((_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <td key={place} className="truncate py-0.5 pr-2 text-ink-2">
                {row[place]}
              </td>
            ))}
            {hidden > 0 && <td />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
