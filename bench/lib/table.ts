/** Tables of the benchmarks on standard output. */

export type Cell = string | number | undefined;

/** Numbers with two decimals, right-aligned; what was not measured is a dash. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const table = [head, ...rows.map(row => row.map(show))];
  const widths = head.map((_, column) => Math.max(...table.map(row => row[column].length)));
  console.log(`\n${title}`);
  for (const row of table) {
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  }
}

function show(cell: Cell): string {
  if (cell === undefined) return '-';
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(2);
}
