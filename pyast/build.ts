import * as e from "./build-expression.ts";
import * as s from "./build-statement.ts";
import { bytes, constant, float, int, literal, num, str } from "./literal.ts";

/**
 * The builders, for trees in which `R` may stand for an expression. Inference cannot find `R` reliably (text and names
 * look alike to it), so a file says it once: `const b = builders<Ref>()`.
 */
export function builders<R>() {
  return {
    bytes,
    constant,
    float,
    int,
    literal,
    num,
    str,
    none: e.none,
    true: e.true_,
    false: e.false_,
    ellipsis: e.ellipsis,
    name: e.name,
    operand: e.operand<R>,
    attr: e.attr<R>,
    call: e.call<R>,
    subscript: e.subscript<R>,
    slice: e.slice<R>,
    tuple: e.tuple<R>,
    list: e.list<R>,
    set: e.set<R>,
    dict: e.dict<R>,
    binOp: e.binOp<R>,
    union: e.union<R>,
    unary: e.unary<R>,
    not: e.not<R>,
    and: e.and<R>,
    or: e.or<R>,
    compare: e.compare<R>,
    ifExp: e.ifExp<R>,
    named: e.named<R>,
    await: e.await_<R>,
    yield: e.yield_<R>,
    yieldFrom: e.yieldFrom<R>,
    starred: e.starred<R>,
    fstring: e.fstring<R>,
    formatted: e.formatted<R>,
    comprehension: e.comprehension<R>,
    listComp: e.listComp<R>,
    setComp: e.setComp<R>,
    dictComp: e.dictComp<R>,
    generator: e.generator<R>,
    param: e.param<R>,
    args: e.args<R>,
    lambda: e.lambda<R>,
    module: s.module<R>,
    def: s.def<R>,
    classDef: s.classDef<R>,
    commented: s.commented,
    docstring: s.docstring,
    expr: s.expr<R>,
    ret: s.ret<R>,
    assign: s.assign<R>,
    annAssign: s.annAssign<R>,
    augAssign: s.augAssign<R>,
    del: s.del<R>,
    if: s.if_<R>,
    for: s.for_<R>,
    while: s.while_<R>,
    with: s.with_<R>,
    try: s.try_<R>,
    except: s.except<R>,
    raise: s.raise<R>,
    assert: s.assert<R>,
    import: s.import_,
    importFrom: s.importFrom,
    match: s.match<R>,
    case: s.case_<R>,
    global: s.global,
    nonlocal: s.nonlocal,
    pass: s.pass,
    break: s.break_,
    continue: s.continue_,
  };
}

/** The type of a set of builders. */
export type Builders<R> = ReturnType<typeof builders<R>>;

/** The builders for plain Python. */
export const b: Builders<never> = builders<never>();
