import type { CompletedCommand, Values } from "./completion-table.ts";

/** Completion for bash 3.2 and later. */
export function bashScript(table: readonly CompletedCommand[]): string {
  const named = table.flatMap(({ name }) => (name === null ? [] : [name]));
  return `# Completes pysdk-compile in bash.
_pysdk_compile() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" IFS=$'\\n'
  COMPREPLY=()
  # --option=value arrives as three words.
  if [[ $cur == "=" ]]; then
    cur=""
  elif [[ $prev == "=" ]]; then
    prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [[ $COMP_CWORD -gt 1 ]]; then
    case "\${COMP_WORDS[1]}" in
      ${named.join("|")}) command="\${COMP_WORDS[1]}" ;;
    esac
  fi
  case "$command $prev" in
${table.flatMap(valueCases).join("\n")}
  esac
  case "$command $cur" in
${table.map((command) => `    "${command.name ?? ""} -"*) ${reply({ kind: "words", words: command.options.flatMap((option) => option.flags) })} ;;`).join("\n")}
    " "*)
      COMPREPLY=($(compgen -f -- "$cur"))
      if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W $'${named.join("\\n")}' -- "$cur")); fi ;;
${table.flatMap((command) => (command.name === null ? [] : [`    "${command.name} "*) ${reply(command.argument)} ;;`])).join("\n")}
  esac
}
complete -o filenames -F _pysdk_compile pysdk-compile
`;
}

function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flags, value }) => (value === null ? [] : [`    ${flags.map((flag) => `"${name ?? ""} ${flag}"`).join("|")}) ${reply(value)}; return ;;`]));
}

function reply(values: Values): string {
  switch (values.kind) {
    case "files":
      return 'COMPREPLY=($(compgen -f -- "$cur"))';
    case "anything":
      return ":";
    case "words":
      return `COMPREPLY=($(compgen -W $'${values.words.join("\\n")}' -- "$cur"))`;
    default:
      return values satisfies never;
  }
}
