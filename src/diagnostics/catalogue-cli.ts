/** Diagnostics of the command line, the configuration and writing. */
export const cliMessages = {
  "configuration-not-valid": {
    severity: "error",
    text: "{key}: {reason}.",
    meaning: "The configuration file has an unknown key or a value that cannot be used.",
    remedy: "Correct it; pysdk-compile init writes a commented example.",
  },
  "override-not-used": {
    severity: "warning",
    text: "The entry of {option} for {pointer} changes nothing.",
    meaning: "What the pointer leads to is nothing that this setting is about, or it is not compiled: include and exclude leave it out.",
    remedy: "Correct or remove the entry.",
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
    remedy: "Compile again and commit the result; where files are edited by hand, check with the --merge or --keep that you compile with.",
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
    remedy: "Resolve the places between <<<<<<< and >>>>>>> by hand.",
  },
  "overlay-not-valid": {
    severity: "error",
    text: "This is no usable overlay: {reason}.",
    meaning: "An overlay is a document of the OpenAPI Overlay Specification 1.0 or 1.1; its targets are JSONPath expressions of RFC 9535.",
    remedy: "Correct the overlay, or leave it out.",
  },
  "overlay-target-empty": {
    severity: "warning",
    text: "The target {target} matches nothing; the action does nothing.",
    meaning: "The document, as the actions before this one left it, has nothing that the expression selects.",
    remedy: "Correct the expression, or remove the action.",
  },
  "overlay-not-fitting": {
    severity: "warning",
    text: "The action cannot be done: {reason}.",
    meaning: "An object takes an object, a list takes one more item or more of them, a single value takes a single value.",
    remedy: "Correct the value, or select what contains the target.",
  },
  "overlay-extends-other": {
    severity: "warning",
    text: "The overlay is made for {extends}, and is applied to {document}.",
    meaning: "`extends` names the document that an overlay belongs to; the call applies it to another one.",
    remedy: "Correct `extends`, or leave the overlay out.",
  },
  "import-left-out": {
    severity: "note",
    text: "{key} {reason}.",
    meaning: "A setting of another generator has no counterpart, or the document does not have what it names.",
    remedy: "The configuration that was written lists all of these at its end.",
  },
} as const;
