import { drawer } from "@/components/messages/drawer";
import { formatCount } from "@/components/nodes/format";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import type { RowFilter, TimelineRow } from "@/store/timeline";

const words = drawer;
const order: RowFilter[] = ["all", "running", "failed", "cached"];

interface FilterProps {
  groups: Record<RowFilter, TimelineRow[]>;
  value: RowFilter;
  onChange: (value: RowFilter) => void;
}

/** Which nodes of the run are shown, with how many there are of each. */
export function TimelineFilter({ groups, value, onChange }: FilterProps) {
  return (
    <SegmentedControl
      aria-label={words.filter}
      value={value}
      onChange={onChange}
      className="w-fit"
      segments={order.map((filter) => ({
        value: filter,
        label: words.filterCount(words.filters[filter], formatCount(groups[filter].length)),
      }))}
    />
  );
}
