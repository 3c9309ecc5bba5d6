import { builders, type Expr, type Ref, type Stmt } from "../../pyast/index.ts";

/** The builders for trees that still refer by symbol. */
export const b = builders<Ref>();
/** An expression of such a tree. */
export type OpenExpr = Expr<Ref>;
/** A statement of such a tree. */
export type OpenStmt = Stmt<Ref>;
