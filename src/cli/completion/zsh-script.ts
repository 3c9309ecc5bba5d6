import type { CompletedCommand, CompletedOption, Values } from "./completion-table.ts";

/** Completion for zsh 5 and later, which may also be put into a folder of `fpath` as `_pysdk-compile`. */
export function zshScript(table: readonly CompletedCommand[]): string {
  const named = table.filter(({ name }) => name !== null);
  return `#compdef pysdk-compile
_pysdk_compile() {
  local context state state_descr line
  typeset -A opt_args
  case "$words[2]" in
${named.map((command) => `    ${command.name ?? ""})\n      if (( CURRENT > 2 )); then\n        shift words\n        (( CURRENT -= 1 ))\n        ${argumentsCall(command)}\n        return\n      fi ;;`).join("\n")}
  esac
  ${argumentsCall({ ...(table.find(({ name }) => name === null) ?? { summary: "", options: [] }), name: null, argument: { kind: "anything" } })}
}
_pysdk_compile_first() {
  local -a commands
  commands=(
${named.map(({ name, summary }) => `    ${quote(`${name ?? ""}:${summary.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _alternative 'commands:command:{_describe command commands}' 'files:document:_files'
  else
    _files
  fi
}
if [[ "$funcstack[1]" == _pysdk-compile ]]; then
  _pysdk_compile "$@"
else
  compdef _pysdk_compile pysdk-compile
fi
`;
}

function argumentsCall({ name, options, argument }: CompletedCommand): string {
  const rest = name === null ? "*:document:_pysdk_compile_first" : `*:value:${action(argument)}`;
  return ["_arguments -S", ...options.map(optionSpec), quote(rest)].join(" \\\n        ");
}

function optionSpec({ flags, description, value, label }: CompletedOption): string {
  const text = `[${description.replace(/[[\]\\]/g, "\\$&")}]`;
  const end = value === null ? "" : `:${label}:${action(value)}`;
  return flags.map((flag) => quote(`*${flag}${value !== null && flag.startsWith("--") ? "=" : ""}${text}${end}`)).join(" ");
}

function action(values: Values): string {
  switch (values.kind) {
    case "files":
      return "_files";
    case "anything":
      return " ";
    case "words":
      return `(${values.words.join(" ")})`;
    default:
      return values satisfies never;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
