import type { Area } from "@/components/language/translate";

export const keep: Area<"keep"> = {
  conflict: {
    title: "已在其他标签页中更改",
    text: "此工作流在此期间已在别处保存。两个版本都还没有丢失。",
    textUnchanged: "此工作流在此期间已在别处保存。你在这里没有再做更改。",
    goneTitle: "已在别处删除",
    goneText: "此工作流在此期间已被删除，现在回收站里。你在这里看到的内容可以另存为副本。",
    theirs: "加载已保存的版本",
    mine: "保留我的版本",
    mineAsCopy: "将我的版本另存为副本",
    leave: "关闭",
    compare: "比较",
    compareTitle: "已保存的版本与你的版本",
    compareText: "突出显示的是只有这里有的内容，以及只有已保存版本有的内容。",
  },
  offlineKept: "服务器没有响应。在它恢复之前保存在此浏览器中",
};
