import type { Doc } from "prettier";
import { printer } from "prettier/doc";
import type { Module, Node, Stmt } from "../nodes.ts";
import { sectionOf } from "../link/import-order.ts";
import { commentLines } from "./comment.ts";
import {
  caseHeader,
  classHeader,
  type CompoundKind,
  decorator,
  defHeader,
  exceptHeader,
  forHeader,
  isSimple,
  matchHeader,
  simpleStatement,
  testHeader,
  withHeader,
} from "./statement.ts";
import { docstringLiteral } from "./string.ts";
import { blankLines, blankLinesAtStart, isDescribable, isDocstring, isImport, isParagraph, isStub, type SuiteKind } from "./suite.ts";
import { textOf } from "./layout.ts";
import { fits, type Line } from "./value.ts";

/** How a whole file is laid out. */
export interface FileLayout {
  readonly lineLength: number;
  /**
   * Whether blank lines are written that a formatter would put in, which tests leave to it. Our own, between the groups
   * of an import block and between paragraphs of a module, are always written: a formatter keeps them.
   */
  readonly blankLines: boolean;
  /** Top-level names of the program's own packages, for the groups of an import block. */
  readonly firstParty: ReadonlySet<string>;
}

interface Block {
  readonly out: string[];
  readonly layout: FileLayout;
  readonly indentation: string;
}

/** The text of a module. */
export function moduleText(module: Module, layout: FileLayout): string {
  const out: string[] = [];
  suite(module.body, "module", { out, layout, indentation: "" });
  return out.length === 0 ? "" : `${out.join("\n")}\n`;
}

function suite(body: readonly Stmt[], kind: SuiteKind, block: Block): void {
  body.forEach((node, index) => {
    const before = body[index - 1];
    for (let blanks = blanksBefore(node, { before, kind, index }, block.layout); blanks > 0; blanks--) block.out.push("");
    for (const line of commentLines(node.comments)) block.out.push(block.indentation + line);
    if (isDocstring(node) && describes(index, before, kind)) description(node, block);
    else statement(node, block);
  });
}

interface Position {
  readonly before: Stmt | undefined;
  readonly kind: SuiteKind;
  readonly index: number;
}

function blanksBefore(node: Stmt, { before, kind, index }: Position, layout: FileLayout): number {
  const ours = before === undefined ? 0 : ownBlankLines(before, node, { kind, layout });
  if (!layout.blankLines) return ours;
  if (before === undefined) return blankLinesAtStart(node, kind);
  return Math.max(ours, blankLines(before, node, { kind, isFirst: index === 1 }));
}

/** Blank lines that a formatter keeps and would not put in: our own sense of paragraphs. */
function ownBlankLines(before: Stmt, node: Stmt, { kind, layout }: { readonly kind: SuiteKind; readonly layout: FileLayout }): number {
  if (isImport(before) && isImport(node)) {
    return sectionOf(before, layout.firstParty) === sectionOf(node, layout.firstParty) ? 0 : 1;
  }
  return kind === "module" && isParagraph(before, node) ? 1 : 0;
}

function describes(index: number, before: Stmt | undefined, kind: SuiteKind): boolean {
  if (kind === "other") return false;
  return index === 0 || (kind !== "function" && isDescribable(before));
}

function description(node: Stmt, block: Block): void {
  if (node.kind !== "Expr" || node.value.kind !== "Constant" || typeof node.value.value !== "string") return;
  block.out.push(block.indentation + docstringLiteral(node.value.value, block.indentation));
}

function statement(node: Stmt, block: Block): void {
  if (isSimple(node)) write((line) => simpleStatement(node, line), block);
  else compound(node, block);
}

/** Writes one logical line: flat where it fits, else laid out by Prettier's printer. */
function write(make: (line: Line) => Doc, { out, layout, indentation }: Block): void {
  const width = layout.lineLength - indentation.length;
  const flat = textOf(make({ layout: "flat", width }));
  if (fits(flat, { layout: "flat", width })) {
    out.push(indentation + flat);
    return;
  }
  const doc = make({ layout: "doc", width });
  if (typeof doc === "string") {
    out.push(indentation + doc);
    return;
  }
  const { formatted } = printer.printDocToString(doc, { printWidth: width, tabWidth: 4, useTabs: false });
  for (const line of formatted.split("\n")) out.push(indentation + line);
}

function nested(body: readonly Stmt[], kind: SuiteKind, block: Block): void {
  suite(body, kind, { ...block, indentation: `${block.indentation}    ` });
}

function clause(word: string, body: readonly Stmt[], block: Block): void {
  if (body.length === 0) return;
  block.out.push(`${block.indentation}${word}:`);
  nested(body, "other", block);
}

function compound(node: Node<CompoundKind>, block: Block): void {
  switch (node.kind) {
    case "FunctionDef":
    case "ClassDef":
      return definition(node, block);
    case "If":
      return conditional("if", node, block);
    case "While":
      write((line) => testHeader("while", node.test, line), block);
      nested(node.body, "other", block);
      return clause("else", node.orelse, block);
    case "For":
      write((line) => forHeader(node, line), block);
      nested(node.body, "other", block);
      return clause("else", node.orelse, block);
    case "With":
      write((line) => withHeader(node, line), block);
      return nested(node.body, "other", block);
    case "Try":
    case "TryStar":
      return attempt(node, block);
    case "Match":
      write((line) => matchHeader(node, line), block);
      for (const each of node.cases) {
        const inner = { ...block, indentation: `${block.indentation}    ` };
        write((line) => caseHeader(each, line), inner);
        nested(each.body, "other", inner);
      }
      return;
    default:
      node satisfies never;
  }
}

function definition(node: Node<"FunctionDef" | "ClassDef">, block: Block): void {
  for (const each of node.decorator_list) write((line) => decorator(each, line), block);
  const stub = isStub(node);
  const end = stub ? ": ..." : ":";
  if (node.kind === "ClassDef") write((line) => classHeader({ node, end }, line), block);
  else write((line) => defHeader({ node, end }, line), block);
  if (!stub) nested(node.body, node.kind === "ClassDef" ? "class" : "function", block);
}

function conditional(word: string, { test, body, orelse }: Node<"If">, block: Block): void {
  write((line) => testHeader(word, test, line), block);
  nested(body, "other", block);
  const [only] = orelse;
  if (orelse.length !== 1 || only?.kind !== "If") return clause("else", orelse, block);
  for (const line of commentLines(only.comments)) block.out.push(block.indentation + line);
  conditional("elif", only, block);
}

function attempt({ kind, body, handlers, orelse, finalbody }: Node<"Try" | "TryStar">, block: Block): void {
  clause("try", body, block);
  const word = kind === "TryStar" ? "except*" : "except";
  for (const handler of handlers) {
    write((line) => exceptHeader(word, handler, line), block);
    nested(handler.body, "other", block);
  }
  clause("else", orelse, block);
  clause("finally", finalbody, block);
}
