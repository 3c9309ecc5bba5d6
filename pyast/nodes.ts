import type {
  binaryOperators,
  booleanOperators,
  comparisonOperators,
  grammar,
  parameterKinds,
  unaryOperators,
} from "./grammar.ts";

type Grammar = typeof grammar;

/** The name of a node: CPython's class name. */
export type Kind = keyof Grammar;
/** A class of nodes that may stand in the same places: `expr`, `stmt`, `pattern` and so on. */
export type Sort = Grammar[Kind]["sort"];
/** All kinds of one sort. */
export type KindOf<S extends Sort> = {
  [K in Kind]: Grammar[K]["sort"] extends S ? K : never;
}[Kind];

/** A binary operator as it is spelt, such as `+` or `|`. */
export type BinaryOperator = keyof typeof binaryOperators;
/** `and` or `or`. */
export type BooleanOperator = keyof typeof booleanOperators;
/** A unary operator as it is spelt, such as `not`. */
export type UnaryOperator = keyof typeof unaryOperators;
/** A comparison operator as it is spelt, such as `not in`. */
export type ComparisonOperator = keyof typeof comparisonOperators;
/** How a parameter may be passed: `posonly`, `pos`, `vararg` (`*a`), `kwonly` or `kwarg` (`**k`). */
export type ParameterKind = (typeof parameterKinds)[number];

/** An integer by its spelling, so that no digit is lost: `{ int: "255" }`. */
export interface IntValue {
  readonly int: string;
}
/** A float by its spelling: `{ float: "1.5" }`; infinity is `1e309`, as a literal of Python must be. */
export interface FloatValue {
  readonly float: string;
}
/** An imaginary number by the spelling of its imaginary part: `{ complex: "2" }` is `2j`. */
export interface ComplexValue {
  readonly complex: string;
}
/** Bytes in base64. */
export interface BytesValue {
  readonly bytes: string;
}
/** Text by its code points, where two halves of a surrogate pair stand side by side, which a string cannot hold apart. */
export interface CodesValue {
  readonly codes: readonly number[];
}
/** The value of `...`. */
export interface EllipsisValue {
  readonly ellipsis: true;
}
/** What a Constant may hold: plain JSON, exact. */
export type ConstantValue =
  | string
  | boolean
  | null
  | IntValue
  | FloatValue
  | ComplexValue
  | BytesValue
  | CodesValue
  | EllipsisValue;

interface Scalars {
  readonly identifier: string;
  readonly int: number;
  readonly bool: boolean;
  readonly constant: ConstantValue;
  readonly operator: BinaryOperator;
  readonly boolop: BooleanOperator;
  readonly unaryop: UnaryOperator;
  readonly cmpop: ComparisonOperator;
  readonly paramkind: ParameterKind;
}

type One<T, R> = T extends keyof Scalars
  ? Scalars[T]
  : T extends "expr"
    ? Expr<R>
    : T extends Sort
      ? Node<KindOf<T>, R>
      : never;

type Field<T, R> = T extends readonly [infer F]
  ? readonly Fields<F, R>[]
  : T extends `${infer S}*`
    ? readonly One<S, R>[]
    : T extends `${infer S}?`
      ? One<S, R> | null
      : One<T, R>;

type Fields<F, R> = { readonly [P in keyof F]: Field<F[P], R> };

/** What every statement may carry besides its fields. */
export interface Commented {
  /** Own-line comments before the statement, without `# `; one that starts with `#` is printed as it is. */
  readonly comments?: readonly string[];
}

type Extra<K extends Kind> = Grammar[K]["sort"] extends "stmt" ? Commented : unknown;
type Plain<K extends Kind, R> = { readonly kind: K } & Fields<Grammar[K]["fields"], R> & Extra<K>;

/** One parameter of a function, with its annotation and default. */
export type Param<R = never> = Fields<Grammar["arguments"]["fields"]["params"][0], R>;
/** One entry of a dict display; a null key is `**value`. */
export type DictItem<R = never> = Fields<Grammar["Dict"]["fields"]["items"][0], R>;
/** One `op right` of a comparison. */
export type Comparison<R = never> = Fields<Grammar["Compare"]["fields"]["rest"][0], R>;

/** `name` */
export interface Name<R = never> extends Plain<"Name", R> {}
/** `value.attr` */
export interface Attribute<R = never> extends Plain<"Attribute", R> {}
/** `func(*args, **keywords)` */
export interface Call<R = never> extends Plain<"Call", R> {}
/** `value[slice]` */
export interface Subscript<R = never> extends Plain<"Subscript", R> {}
/** A literal: text, number, bytes, `True`, `None`, `...` */
export interface Constant<R = never> extends Plain<"Constant", R> {}
/** `{key: value}` */
export interface Dict<R = never> extends Plain<"Dict", R> {}
/** `left op right` */
export interface BinOp<R = never> extends Plain<"BinOp", R> {}
/** `def name(args) -> returns:` */
export interface FunctionDef<R = never> extends Plain<"FunctionDef", R> {}
/** `class name(bases):` */
export interface ClassDef<R = never> extends Plain<"ClassDef", R> {}
/** `target = value` */
export interface Assign<R = never> extends Plain<"Assign", R> {}
/** `target: annotation = value` */
export interface AnnAssign<R = never> extends Plain<"AnnAssign", R> {}
/** `return value` */
export interface Return<R = never> extends Plain<"Return", R> {}
/** `if test:` */
export interface If<R = never> extends Plain<"If", R> {}
/** `import a, b as c` */
export interface Import<R = never> extends Plain<"Import", R> {}
/** `from module import names` */
export interface ImportFrom<R = never> extends Plain<"ImportFrom", R> {}
/** An expression standing as a statement. */
export interface ExprStmt<R = never> extends Plain<"Expr", R> {}
/** The parameters of a function or lambda. */
export interface Arguments<R = never> extends Plain<"arguments", R> {}
/** `arg=value` in a call or class header; a null `arg` is `**value`. */
export interface Keyword<R = never> extends Plain<"keyword", R> {}
/** A whole file. */
export interface Module<R = never> extends Plain<"Module", R> {}

interface Named<R> {
  readonly Name: Name<R>;
  readonly Attribute: Attribute<R>;
  readonly Call: Call<R>;
  readonly Subscript: Subscript<R>;
  readonly Constant: Constant<R>;
  readonly Dict: Dict<R>;
  readonly BinOp: BinOp<R>;
  readonly FunctionDef: FunctionDef<R>;
  readonly ClassDef: ClassDef<R>;
  readonly Assign: Assign<R>;
  readonly AnnAssign: AnnAssign<R>;
  readonly Return: Return<R>;
  readonly If: If<R>;
  readonly Import: Import<R>;
  readonly ImportFrom: ImportFrom<R>;
  readonly Expr: ExprStmt<R>;
  readonly arguments: Arguments<R>;
  readonly keyword: Keyword<R>;
  readonly Module: Module<R>;
}

/**
 * A node of the given kind or kinds. `R` is what may stand wherever an expression may stand, besides Python's own
 * expressions: nothing, or `Ref` in a tree that is not linked yet.
 */
export type Node<K extends Kind = Kind, R = never> = {
  [P in K]: P extends keyof Named<R> ? Named<R>[P] : Plain<P, R>;
}[K];

/** Any expression. */
export type Expr<R = never> = Node<KindOf<"expr">, R> | R;
/** Any statement. */
export type Stmt<R = never> = Node<KindOf<"stmt">, R>;
/** Any pattern of a `match` statement. */
export type Pattern<R = never> = Node<KindOf<"pattern">, R>;
