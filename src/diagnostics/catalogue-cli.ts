/** Diagnostics of the command line, the configuration and writing. */
export const cliMessages = {
  "option-not-valid": {
    severity: "error",
    text: "{option}: {reason}.",
    meaning: "An option of the command line has a value that cannot be used.",
    remedy: "See pysdk-compile --help.",
  },
  "configuration-not-valid": {
    severity: "error",
    text: "{key}: {reason}.",
    meaning: "The configuration file has an unknown key or a value that cannot be used.",
    remedy: "Correct it; pysdk-compile init writes a commented example.",
  },
  "override-not-used": {
    severity: "warning",
    text: "The override for {pointer} matches nothing in the document.",
    meaning: "An override names its target by pointer, and nothing stands there any more.",
    remedy: "Correct or remove the override.",
  },
  "selection-empty": {
    severity: "warning",
    text: "The selection {pattern} matches no operation.",
    meaning: "An --include or --exclude pattern found nothing to select.",
    remedy: "Patterns are tag:NAME, op:OPERATION_ID, or a path such as /repos/**.",
  },
  "file-edited": {
    severity: "error",
    text: "{path} was edited by hand and would be overwritten.",
    meaning: "The file on disk is not what the last compile wrote.",
    remedy: "Choose --merge, --keep or --force.",
  },
  "file-in-the-way": {
    severity: "error",
    text: "{path} exists and was not written by a compile.",
    meaning: "A file that is not in the manifest stands where one must be written.",
    remedy: "Move it away, choose another output folder, or use --force.",
  },
  "output-differs": {
    severity: "error",
    text: "{path} differs from what would be written.",
    meaning: "--check found output that a compile would change.",
    remedy: "Compile again and commit the result.",
  },
  "output-not-writable": {
    severity: "error",
    text: "{path} cannot be written: {reason}.",
    meaning: "The system refused to write the output.",
    remedy: "Check the folder's permissions and the space on the disk.",
  },
  "merge-conflict": {
    severity: "error",
    text: "{path} has changes that do not fit together.",
    meaning: "The hand edits and the new output change the same lines.",
    remedy: "Resolve the marked places by hand.",
  },
} as const;
