/** A length in a drawing, short. */
export function px(length: number): number {
  return Math.round(length * 10) / 10
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Path data of straight lines through the places. */
export function linePath(places: readonly Place[]): string {
  return places.map(({x, y}, i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('')
}

/** How many tones and markers there are before they repeat. */
export const tones = 6

/** Path data of a marker around a place: disc, square, triangle, diamond, triangle on its head, cross. */
export function marker(tone: number, {x, y}: Place): string {
  const draw = shapes[tone % tones] ?? disc
  return `M${px(x)} ${px(y)}${draw}`
}

const disc = 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z'
const shapes: readonly string[] = [
  disc,
  'm-3.6-3.6h7.2v7.2h-7.2z',
  'm0-4.8l4.6 8.2h-9.2z',
  'm0-5.2l5.2 5.2l-5.2 5.2l-5.2-5.2z',
  'm0 4.8l4.6-8.2h-9.2z',
  'm-1.5-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z',
]

/** The heights moved apart so that each is at least `room` below the one before, in order, none below `bottom`. */
export function apart(heights: readonly number[], room: number, bottom: number): readonly number[] {
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const moved = [...heights]
  let free = -Infinity
  for (const i of order) {
    const y = Math.max(heights[i] ?? 0, free)
    moved[i] = y
    free = y + room
  }
  let limit = bottom
  for (const i of order.toReversed()) {
    const y = Math.min(moved[i] ?? 0, limit)
    moved[i] = y
    limit = y - room
  }
  return moved
}
