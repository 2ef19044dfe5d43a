import { notFound } from "next/navigation";
import { readThemeCookie } from "@/app/themeCookie";
import { RunPage } from "@/components/runPage/RunPage";
import { idSchema } from "@/types/workflow";

type Query = Record<string, string | string[] | undefined>;

export default async function Page(props: { params: Promise<{ id: string }>; searchParams: Promise<Query> }) {
  const { id } = await props.params;
  const { run } = await props.searchParams;
  if (!idSchema.safeParse(id).success) notFound();
  const shown = idSchema.safeParse(run).data;
  return <RunPage workflow={id} theme={await readThemeCookie()} {...(shown === undefined ? {} : { run: shown })} />;
}
