import { errorCode } from "../6-emit/tree.ts";
import { reasonOf } from "./cli-error.ts";

/** What the codes of a system mean for somebody who wants a file read or written. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "its permissions do not allow it",
  EPERM: "its permissions do not allow it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is used up",
  ENOTDIR: "a file stands where a folder is needed",
  EEXIST: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
  ENAMETOOLONG: "the path is too long for the system",
  EMFILE: "too many files are open",
  ELOOP: "its links lead in a circle",
};

/** Why the system refuses, in words; its own message where we have none. */
export function systemReason(error: unknown): string {
  const code = errorCode(error);
  return Object.hasOwn(reasons, code) ? `${reasons[code] ?? ""} (${code})` : reasonOf(error);
}
