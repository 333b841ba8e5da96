import {clip, columns, sanitise} from './render.js'
import type {Style} from './style.js'

/** The least that the last column keeps on a narrow terminal. */
const least = 20

/**
 * Rows as lines. On a terminal: a dim head, columns aligned with two spaces, the last one clipped to the width, all
 * cells sanitised. Elsewhere: no head, cells separated by tabs, whole; breaks and tabs within a cell become blanks.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[], style: Style): string[] {
  if (!style.tty) return rows.map((cells) => cells.map((cell) => cell.replace(/[\t\n\r]+/g, ' ')).join('\t'))
  const shown = [head, ...rows].map((cells) => cells.map((cell) => sanitise(cell)))
  const widths = head.map((_, i) => Math.max(...shown.map((cells) => columns(cells[i] ?? ''))))
  const last = head.length - 1
  const taken = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0)
  return shown.map((cells, n) => {
    const line = cells
      .map((cell, i) =>
        i === last
          ? clip(cell, Math.max(least, style.width - taken))
          : cell + ' '.repeat((widths[i] ?? 0) - columns(cell)),
      )
      .join('  ')
    return n === 0 ? style.colour.dim(line) : line
  })
}

/** A size for people: `117.3 MB`, in powers of 1000. */
export function bytes(count: number): string {
  const steps = Math.min(3, Math.floor(Math.log10(Math.max(1, count)) / 3))
  const size = count / 1000 ** steps
  return `${steps === 0 ? size : size.toFixed(1)} ${['B', 'kB', 'MB', 'GB'][steps]}`
}
