/**
 * The strongly connected components of a graph, each after those it leads to (Tarjan's algorithm with a stack of its own,
 * so that the depth of a document is no limit). Nodes are counted once and then known by their number.
 */
export function strongComponents(nodes: Iterable<string>, edgesOf: (node: string) => readonly string[]): readonly (readonly string[])[] {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const low: number[] = [];
  const isOpen: boolean[] = [];
  const open: number[] = [];
  const result: string[][] = [];
  const enter = (node: string): Frame => {
    const number = names.length;
    numbers.set(node, number);
    names.push(node);
    low.push(number);
    isOpen.push(true);
    open.push(number);
    return { number, edges: edgesOf(node), next: 0 };
  };
  const lower = (number: number, value: number): void => {
    if (value < (low[number] ?? 0)) low[number] = value;
  };
  const close = (root: number): void => {
    const component: string[] = [];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      isOpen[number] = false;
      component.push(names[number] ?? "");
      if (number === root) break;
    }
    result.push(component);
  };
  for (const start of nodes) {
    if (numbers.has(start)) continue;
    const frames: Frame[] = [enter(start)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const edge = frame.edges[frame.next];
      if (edge !== undefined) {
        frame.next += 1;
        const known = numbers.get(edge);
        if (known === undefined) frames.push(enter(edge));
        else if (isOpen[known] === true) lower(frame.number, known);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent !== undefined) lower(parent.number, low[frame.number] ?? 0);
      if (low[frame.number] === frame.number) close(frame.number);
    }
  }
  return result;
}

interface Frame {
  readonly number: number;
  readonly edges: readonly string[];
  next: number;
}
