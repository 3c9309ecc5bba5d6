/** The ruff rules that generated code meets, without an ignore in any file: long strings stay long, prose may hold any letter, and `A | B` fails where one of them is a name in text. */
export const lintRules = {
  select: ["E", "F", "I", "UP", "B", "PIE", "RUF"],
  /** The Python whose syntax generated code is written in, on whichever later one it runs: rules that ask for newer syntax are not for it. */
  python: "3.10",
  ignore: ["E501", "RUF001", "RUF002", "RUF003", "UP007"],
} as const;
