import type { CompletedCommand, CompletedOption, Values } from "./completion-table.ts";

/** Completion for fish 3 and later. */
export function fishScript(table: readonly CompletedCommand[]): string {
  const named = table.flatMap(({ name }) => (name === null ? [] : [name]));
  const any = `__fish_seen_subcommand_from ${named.join(" ")}`;
  const lines = table.flatMap((command) => {
    const condition = command.name === null ? `not ${any}` : `__fish_seen_subcommand_from ${command.name}`;
    const entry = command.name === null ? [] : [line("__fish_use_subcommand", ["-a", quote(command.name), "-d", quote(command.summary)])];
    const argument = command.name === null ? [] : [line(condition, valueParts(command.argument, { required: false }))];
    return [...entry, ...argument, ...command.options.map((option) => optionLine(condition, option))];
  });
  return `# Completes pysdk-compile in fish.\n${lines.join("\n")}\n`;
}

function optionLine(condition: string, { flags, description, value }: CompletedOption): string {
  const names = flags.flatMap((flag) => (flag.startsWith("--") ? ["-l", flag.slice(2)] : ["-s", flag.slice(1)]));
  return line(condition, [...names, ...(value === null ? [] : valueParts(value, { required: true })), "-d", quote(description)]);
}

function valueParts(values: Values, { required }: { readonly required: boolean }): readonly string[] {
  switch (values.kind) {
    case "files":
      return required ? ["-r", "-F"] : ["-F"];
    case "anything":
      return required ? ["-x"] : ["-f"];
    case "words":
      return [required ? "-x" : "-f", "-a", quote(values.words.join(" "))];
    default:
      return values satisfies never;
  }
}

function line(condition: string, parts: readonly string[]): string {
  return ["complete", "-c", "pysdk-compile", "-n", quote(condition), ...parts].join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
