import { LoginForm } from "@/components/login/LoginForm";

type Query = Record<string, string | string[] | undefined>;

export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { to, error, reason } = await searchParams;
  return <LoginForm to={textOf(to)} failure={textOf(reason) ?? textOf(error)} />;
}

function textOf(value: Query[string]): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
