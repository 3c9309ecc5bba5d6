const touch = "__import__('os').system('touch canary')";

/** Texts that break a generator that pastes: quotes, line ends, templates, directives, paths and names. */
export const payloads: readonly string[] = [
  // Quotes and escapes, also where they end a literal that quotes only some of them.
  ...["'", '"', "'''", '"""', "\\", "trailing \\", 'trailing "', '\\"""', "trailing '", "\\\\", "\\'", "\\N{BULLET}", "\\x41", "\\u0022", "\\udc80", "\\0"],
  // Line ends, control characters, invisible and broken characters.
  ...["a\rb", "a\nb", "a\r\nb", "a\fb", "a\vb", "a\0b", "a\u0085b", "a\u2028b", "a\u2029b", "\ufeffa", "a\u202eb", "a\u200bb", "a\ud800b", "a\udc00", "a\u{1f600}b", "\n", " ", "\t", "a\tb", "\x1b[31m", "\x1a", "\x7f"],
  // Templates and format strings.
  ...[`{${touch}}`, `{{${touch}}}`, "{{}}", "{}", "{0}", "{x}", "%s", "%(x)s", "$x", "${x}", "#{x}", "`", "`${x}`", "<%=x%>", "{{x}}", "{% x %}", "}", "{", "{!r}", "{:x}"],
  // Code that leaves a comment, a docstring, a literal.
  ...["x\rimport os;os.system('touch canary')#", `x\n${touch}\n`, `"""\n${touch}\n"""`, `'''\n${touch}\n'''`, `'+str(exec("${touch}"))+'`, `"+str(${touch})+"`, `"""+str(${touch})+"""`, `'),${touch},('`, `"]+[${touch}]+["`, `\\"+str(${touch})#`, `\\\n${touch}`, `"\n${touch}#`, `#\n${touch}`, `x # ${touch}`, `lambda: ${touch}`, `@${touch}`, `); ${touch} #`],
  // Directives.
  ...["coding: utf-7 +ACIAOw-__import__('os').system('touch canary')+ADs-", "-*- coding: utf-7 -*-", "-*- coding: latin-1 -*-", "vim: set fileencoding=utf-7 :", "# coding=unicode_escape", "noqa", "# noqa: F401", "# type: ignore", "type: ignore", "# pragma: no cover", "# fmt: off", "# ruff: noqa", "# mypy: ignore-errors", "# pyright: basic", ">>> 1/0", "#!/bin/sh"],
  // Paths.
  ...["../../etc/x", "..\\..\\x", "/abs", "C:\\x", "con", "aux.py", ".", "..", "a/b", "~", "a//b", "./a", "NUL", "a:b", "a.", "-rf", "%2e%2e", "a?b#c", "//evil.example/x", "file:///etc/passwd", "javascript:alert(1)"],
  // Names.
  ...["", "class", "None", "True", "self", "cls", "match", "type", "print", "import", "lambda", "async", "await", "list", "str", "dict", "object", "super", "models", "codecs", "field", "Model", "UNSET", "__init__", "__class__", "__slots__", "__wire__", "__future__", "_", "__", "mro", "to_dict", "with_options", "request", "close", "annotations", "typing", "datetime", "httpx2", "TYPE_CHECKING"],
  ...["ﬁ", "K", "³", "ªº", "・", "1", "1st", "!!!", "-", "a-b", "a_b", "__proto__", "constructor", "hasOwnProperty", "toString", "prototype", "\u00e9", "e\u0301", "日本", "x".repeat(1000), `${"ab ".repeat(400)}`, "ÀÉ", "ß", "İ", "ı"],
  // Markdown, HTML, TOML, JSON and YAML.
  ...["# Heading", "\n\n# Heading\n", "```\ncode\n```", "[a](javascript:alert(1))", "![a](http://evil.example/x.png)", "<script>alert(1)</script>", "<!-- ", "-->", "<img src=x onerror=alert(1)>", "|a|b|", "- item", "> quote", "---", "***", "_a_", "<http://evil.example>", "http://evil.example", "[a]: http://evil.example", "&lt;", "~~~", "    indented", "1. a", "a\n===", "a  \nb"],
  ...['"\n[tool.x]\ny = "', "]\n[project.scripts]\nx = 'os:system'", '"""\n[a]', "\\u0000", '{"a":1}', "null", "yes", "!!python/object/apply:os.system ['touch canary']", "*a", "&a", "on", "0x10", "1e3", "=cmd|' /C calc'!A0", "'; DROP TABLE x;--"],
];

/**
 * Text of the same outline that means nothing: letters become `x`, digits `0`, signs commas; blanks, line ends, braces and what parts a
 * path stay, in addresses also what begins a query or a fragment.
 */
export function harmless(payload: string, position: string): string {
  const plain = payload.replace(/[\p{L}\p{M}]/gu, "x").replace(/\p{N}/gu, "0");
  return /url|path|server/.test(position) ? plain.replace(/[^\s\p{C}x0{}./:_?#-]/gu, ",") : plain.replace(/[^\s\p{C}x0{}./:_-]/gu, ",");
}
