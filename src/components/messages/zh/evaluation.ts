import type { Area } from "@/components/language/translate";

export const evaluation: Area<"evaluation"> = {
  fields: {
    spread: "把记录展开为列",
    spreadHint: "CSV 文件的行等记录，每个字段成为一列。",
    columns: "结果的列",
    none: "请把列表连接到此节点；在这里为各列命名、排序或去除。",
    name: (column) => `${column} 的名称`,
    keep: (column) => `保留 ${column}`,
    up: (column) => `上移 ${column}`,
    down: (column) => `下移 ${column}`,
    reset: "按传入的样子",
    count: (count) => `${count} 列`,
  },
};
