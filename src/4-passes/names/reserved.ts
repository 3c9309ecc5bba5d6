import type { Options } from "../../options.ts";

/** Names of a client that a namespace or a root method must leave alone. */
const clientNames: ReadonlySet<string> = new Set([
  "with_options", "with_response", "download_to", "request", "close", "aclose", "base_url",
]);

/** The constructor's arguments that come after the credentials. */
export const constructorArguments: ReadonlySet<string> = new Set([
  "self", "base_url", "timeout", "deadline", "max_retries", "default_headers", "strict", "on_mismatch", "middleware", "http_client",
]);

/** Public names of every model, by what models are; with pydantic its own come on top. */
export const modelNames = {
  views: new Set(["from_dict", "to_dict", "keywords", "from_keywords", "validate"]),
  pydantic: new Set([
    "from_dict", "to_dict", "keywords", "from_keywords", "validate", "construct", "copy", "dict", "from_orm", "json", "model_computed_fields", "model_config",
    "model_construct", "model_copy", "model_dump", "model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_json_schema",
    "model_parametrized_name", "model_post_init", "model_rebuild", "model_validate", "model_validate_json", "model_validate_strings", "parse_file", "parse_obj",
    "parse_raw", "schema", "schema_json", "update_forward_refs",
  ]),
} as const satisfies Record<Options["models"], ReadonlySet<string>>;

/** Public names of every model in a package with openapi-generator's facade, beside ours. */
export const facadeModelNames: ReadonlySet<string> = new Set(["to_json", "from_json", "to_str"]);

/** Public names of a page, beside those of a model. */
export const pageNames: ReadonlySet<string> = new Set(["keys", "iter_pages", "next_page"]);

/** Arguments of every method. */
export const methodArguments: ReadonlySet<string> = new Set(["self", "options"]);

/** What the root of an SDK exports beside its clients; a single module has its models in the same place. */
export const rootNames: ReadonlySet<string> = new Set([
  "SDKError", "ApiException", "NotModifiedError", "BadRequestError", "AuthenticationError", "PermissionDeniedError", "NotFoundError", "ConflictError", "UnprocessableError",
  "RateLimitError", "ServerError", "ConnectionFailed", "RequestTimeout", "DecodeError", "StreamInterrupted", "MissingCredentials", "UNSET", "UnknownStr",
  "UnknownInt", "Response",
]);

/** What the root exports beside where the API sends requests by itself. */
export const webhookRootNames: ReadonlySet<string> = new Set(["Webhooks", "webhooks", "SignatureRule", "WebhookVerificationError"]);

/** What stands where namespaces do: the client's own names, or all that a package of functions has at its root. */
export function topNames({ surface, layout, extraFiles }: Options): ReadonlySet<string> {
  if (surface === "clients") return clientNames;
  return layout === "module" ? new Set() : new Set([...rootNames, ...moduleNames, ...privateModules, ...extraFiles.map(({ module }) => module)]);
}

/** Modules beside the resources' and models' own. */
export const moduleNames: ReadonlySet<string> = new Set(["models", "resources", "testing"]);

/** Modules of a package that are not for users. */
export const privateModules: ReadonlySet<string> = new Set(["__init__", "_client", "_functions", "_runtime", "_shapes", "_webhooks"]);

/** Top-level modules of the standard library (Python 3.10 to 3.14), and of what an SDK depends on: a package of that name would hide them. */
export const foreignModules: ReadonlySet<string> = new Set([
  "abc", "aifc", "annotationlib", "antigravity", "anyio", "argparse", "array", "ast", "asynchat", "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb",
  "bifrost", "binascii", "binhex", "bisect", "builtins", "bz2", "calendar", "certifi", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop",
  "collections", "colorsys", "compileall", "compression", "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg", "crypt", "csv",
  "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest", "email", "encodings", "ensurepip", "enum", "errno",
  "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "formatter", "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass",
  "gettext", "glob", "graphlib", "grp", "gzip", "h11", "hashlib", "heapq", "hmac", "html", "http", "httpcore", "httpx", "httpx2", "idlelib", "idna", "imaplib",
  "imghdr", "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "locale", "logging", "lzma", "mailbox",
  "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib", "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath",
  "nturl2path", "numbers", "opcode", "operator", "optparse", "os", "ossaudiodev", "parser", "pathlib", "pdb", "pickle", "pickletools", "pip", "pipes",
  "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd", "pyclbr", "pydantic", "pydoc", "pydoc_data",
  "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors", "setuptools",
  "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "sniffio", "socket", "socketserver", "spwd", "sqlite3", "sre_compile",
  "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess", "sunau", "symbol", "symtable", "sys", "sysconfig",
  "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "test", "tests", "textwrap", "this", "threading", "time", "timeit", "tkinter", "token",
  "tokenize", "tomllib", "trace", "traceback", "tracemalloc", "trio", "tty", "turtle", "turtledemo", "types", "typing", "typing_extensions", "unicodedata",
  "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp",
  "zipfile", "zipimport", "zlib", "zoneinfo",
]);
