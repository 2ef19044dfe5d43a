/** What programs want to find their way on this computer. Ours has keys beside it, so no other variable is handed on. */
const handedOn = [
  ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "TZ", "TMPDIR"],
  ...["APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "PATHEXT", "PROGRAMDATA", "PROGRAMFILES"],
  ...["SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "WINDIR"],
];

/** The environment of a program of tools: a few variables of `ours`, and its `own`. */
export function programEnvironment(
  ours: Record<string, string | undefined>,
  own: Record<string, string>,
): Record<string, string> {
  const found = Object.entries(ours).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (handedOn.includes(name.toUpperCase()) || /^LC_[A-Z]+$/.test(name)) ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(found), ...own };
}
