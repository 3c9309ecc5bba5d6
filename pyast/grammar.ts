/**
 * The one description of Python's syntax: every node of CPython 3.11's `ast`, with its sort and its fields.
 *
 * A field is written `sort`, `sort?` (may be null) or `sort*` (a list); `[{...}]` is a list of plain records without a
 * kind of their own. Types, builders, walkers, the JSON border and the tests are all derived from this table.
 * The deviations from CPython are listed in README.md and checked by scripts/check-grammar.py.
 */
export const grammar = {
  Module: { sort: "mod", fields: { body: "stmt*" } },

  FunctionDef: {
    sort: "stmt",
    fields: {
      name: "identifier",
      args: "arguments",
      body: "stmt*",
      decorator_list: "expr*",
      returns: "expr?",
      is_async: "bool",
    },
  },
  ClassDef: {
    sort: "stmt",
    fields: {
      name: "identifier",
      bases: "expr*",
      keywords: "keyword*",
      body: "stmt*",
      decorator_list: "expr*",
    },
  },
  Return: { sort: "stmt", fields: { value: "expr?" } },
  Delete: { sort: "stmt", fields: { targets: "expr*" } },
  Assign: { sort: "stmt", fields: { targets: "expr*", value: "expr" } },
  AugAssign: { sort: "stmt", fields: { target: "expr", op: "operator", value: "expr" } },
  AnnAssign: {
    sort: "stmt",
    fields: { target: "expr", annotation: "expr", value: "expr?", simple: "bool" },
  },
  For: {
    sort: "stmt",
    fields: { target: "expr", iter: "expr", body: "stmt*", orelse: "stmt*", is_async: "bool" },
  },
  While: { sort: "stmt", fields: { test: "expr", body: "stmt*", orelse: "stmt*" } },
  If: { sort: "stmt", fields: { test: "expr", body: "stmt*", orelse: "stmt*" } },
  With: { sort: "stmt", fields: { items: "withitem*", body: "stmt*", is_async: "bool" } },
  Match: { sort: "stmt", fields: { subject: "expr", cases: "match_case*" } },
  Raise: { sort: "stmt", fields: { exc: "expr?", cause: "expr?" } },
  Try: {
    sort: "stmt",
    fields: { body: "stmt*", handlers: "excepthandler*", orelse: "stmt*", finalbody: "stmt*" },
  },
  TryStar: {
    sort: "stmt",
    fields: { body: "stmt*", handlers: "excepthandler*", orelse: "stmt*", finalbody: "stmt*" },
  },
  Assert: { sort: "stmt", fields: { test: "expr", msg: "expr?" } },
  Import: { sort: "stmt", fields: { names: "alias*" } },
  ImportFrom: {
    sort: "stmt",
    fields: { module: "identifier?", names: "alias*", level: "int" },
  },
  Global: { sort: "stmt", fields: { names: "identifier*" } },
  Nonlocal: { sort: "stmt", fields: { names: "identifier*" } },
  Expr: { sort: "stmt", fields: { value: "expr" } },
  Pass: { sort: "stmt", fields: {} },
  Break: { sort: "stmt", fields: {} },
  Continue: { sort: "stmt", fields: {} },

  BoolOp: { sort: "expr", fields: { op: "boolop", values: "expr*" } },
  NamedExpr: { sort: "expr", fields: { target: "expr", value: "expr" } },
  BinOp: { sort: "expr", fields: { left: "expr", op: "operator", right: "expr" } },
  UnaryOp: { sort: "expr", fields: { op: "unaryop", operand: "expr" } },
  Lambda: { sort: "expr", fields: { args: "arguments", body: "expr" } },
  IfExp: { sort: "expr", fields: { test: "expr", body: "expr", orelse: "expr" } },
  Dict: { sort: "expr", fields: { items: [{ key: "expr?", value: "expr" }] } },
  Set: { sort: "expr", fields: { elts: "expr*" } },
  ListComp: { sort: "expr", fields: { elt: "expr", generators: "comprehension*" } },
  SetComp: { sort: "expr", fields: { elt: "expr", generators: "comprehension*" } },
  DictComp: { sort: "expr", fields: { key: "expr", value: "expr", generators: "comprehension*" } },
  GeneratorExp: { sort: "expr", fields: { elt: "expr", generators: "comprehension*" } },
  Await: { sort: "expr", fields: { value: "expr" } },
  Yield: { sort: "expr", fields: { value: "expr?" } },
  YieldFrom: { sort: "expr", fields: { value: "expr" } },
  Compare: { sort: "expr", fields: { left: "expr", rest: [{ op: "cmpop", right: "expr" }] } },
  Call: { sort: "expr", fields: { func: "expr", args: "expr*", keywords: "keyword*" } },
  FormattedValue: {
    sort: "expr",
    fields: { value: "expr", conversion: "int", format_spec: "expr?" },
  },
  JoinedStr: { sort: "expr", fields: { values: "expr*" } },
  Constant: { sort: "expr", fields: { value: "constant" } },
  Attribute: { sort: "expr", fields: { value: "expr", attr: "identifier" } },
  Subscript: { sort: "expr", fields: { value: "expr", slice: "expr" } },
  Starred: { sort: "expr", fields: { value: "expr" } },
  Name: { sort: "expr", fields: { id: "identifier" } },
  List: { sort: "expr", fields: { elts: "expr*" } },
  Tuple: { sort: "expr", fields: { elts: "expr*" } },
  Slice: { sort: "expr", fields: { lower: "expr?", upper: "expr?", step: "expr?" } },

  comprehension: {
    sort: "comprehension",
    fields: { target: "expr", iter: "expr", ifs: "expr*", is_async: "bool" },
  },
  ExceptHandler: {
    sort: "excepthandler",
    fields: { type: "expr?", name: "identifier?", body: "stmt*" },
  },
  arguments: {
    sort: "arguments",
    fields: {
      params: [
        { name: "identifier", annotation: "expr?", default: "expr?", kind: "paramkind" },
      ],
    },
  },
  keyword: { sort: "keyword", fields: { arg: "identifier?", value: "expr" } },
  alias: { sort: "alias", fields: { name: "identifier", asname: "identifier?" } },
  withitem: { sort: "withitem", fields: { context_expr: "expr", optional_vars: "expr?" } },
  match_case: {
    sort: "match_case",
    fields: { pattern: "pattern", guard: "expr?", body: "stmt*" },
  },

  MatchValue: { sort: "pattern", fields: { value: "expr" } },
  MatchSingleton: { sort: "pattern", fields: { value: "constant" } },
  MatchSequence: { sort: "pattern", fields: { patterns: "pattern*" } },
  MatchMapping: {
    sort: "pattern",
    fields: { keys: "expr*", patterns: "pattern*", rest: "identifier?" },
  },
  MatchClass: {
    sort: "pattern",
    fields: {
      cls: "expr",
      patterns: "pattern*",
      kwd_attrs: "identifier*",
      kwd_patterns: "pattern*",
    },
  },
  MatchStar: { sort: "pattern", fields: { name: "identifier?" } },
  MatchAs: { sort: "pattern", fields: { pattern: "pattern?", name: "identifier?" } },
  MatchOr: { sort: "pattern", fields: { patterns: "pattern*" } },
} as const;

/** Binary operators by spelling, with CPython's class name and the precedence level they print at. */
export const binaryOperators = {
  "|": { name: "BitOr", level: "BOR" },
  "^": { name: "BitXor", level: "BXOR" },
  "&": { name: "BitAnd", level: "BAND" },
  "<<": { name: "LShift", level: "SHIFT" },
  ">>": { name: "RShift", level: "SHIFT" },
  "+": { name: "Add", level: "ARITH" },
  "-": { name: "Sub", level: "ARITH" },
  "*": { name: "Mult", level: "TERM" },
  "@": { name: "MatMult", level: "TERM" },
  "/": { name: "Div", level: "TERM" },
  "%": { name: "Mod", level: "TERM" },
  "//": { name: "FloorDiv", level: "TERM" },
  "**": { name: "Pow", level: "POWER" },
} as const;

/** Boolean operators by spelling. */
export const booleanOperators = {
  or: { name: "Or", level: "OR" },
  and: { name: "And", level: "AND" },
} as const;

/** Unary operators by spelling. */
export const unaryOperators = {
  not: { name: "Not", level: "NOT" },
  "+": { name: "UAdd", level: "FACTOR" },
  "-": { name: "USub", level: "FACTOR" },
  "~": { name: "Invert", level: "FACTOR" },
} as const;

/** Comparison operators: spelling to CPython's class name. */
export const comparisonOperators = {
  "==": { name: "Eq", level: "CMP" },
  "!=": { name: "NotEq", level: "CMP" },
  "<": { name: "Lt", level: "CMP" },
  "<=": { name: "LtE", level: "CMP" },
  ">": { name: "Gt", level: "CMP" },
  ">=": { name: "GtE", level: "CMP" },
  is: { name: "Is", level: "CMP" },
  "is not": { name: "IsNot", level: "CMP" },
  in: { name: "In", level: "CMP" },
  "not in": { name: "NotIn", level: "CMP" },
} as const;

/** How a parameter may be passed, in the order Python wants them in a signature. */
export const parameterKinds = ["posonly", "pos", "vararg", "kwonly", "kwarg"] as const;
