import {readFileSync} from 'node:fs'

const lines = (name) =>
  readFileSync(new URL(`source/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
const [FIRST, LAST, TOWNS, LANDS] = lines('fc-names.txt').map((line) => line.split('|'))
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'.split(
  '|',
)

/**
 * What every frame may name: people a, b, c, towns p, q, u, v, countries land, land2, land3, months mo, mo2. They are
 * all different; in a claim the wrong one of two is a name of the same kind.
 */
export function common(r, page) {
  const family = r.some(
    LAST.filter((name) => !page.includes(name)),
    3,
  )
  const [a, b, c] = r.some(FIRST, 3).map((first, i) => `${first} ${family[i]}`)
  const [p, q, u, v] = r.some(
    TOWNS.filter((name) => !page.includes(name)),
    4,
  )
  const [land, land2, land3] = r.some(
    LANDS.filter((name) => !page.includes(name)),
    3,
  )
  const [mo, mo2] = r.some(MONTHS, 2)
  return {S: page, a, b, c, p, q, u, v, land, land2, land3, mo, mo2}
}

/** A number from low to high in steps. */
export function step(r, low, high, by) {
  const n = low + by * r.whole(0, Math.round((high - low) / by))
  return Math.round(n * 10) / 10
}

/** Two or more things in an order that chance decides, under the names given: which of them is right is open. */
export function mixed(r, names, things) {
  const order = r.shuffled(things)
  return Object.fromEntries(names.split(' ').map((name, i) => [name, order[i]]))
}

/**
 * A change from m to n by d, up or down: `rose` is the verb that is right and `fell` the one that is wrong, and the
 * same with up/down, more/fewer, higher/lower, growth/decline, larger/smaller.
 */
export function moved(r, low, high, by) {
  for (;;) {
    const [m, n] = [step(r, low, high, by), step(r, low, high, by)]
    const d = Math.round(Math.abs(n - m) * 10) / 10
    if (d < 0.08 * Math.max(n, m) || d > 0.6 * Math.max(n, m)) continue
    const words = {
      rose: 'fell',
      up: 'down',
      more: 'fewer',
      higher: 'lower',
      growth: 'decline',
      larger: 'smaller',
    }
    const turned = Object.entries(words).flatMap(([one, two]) => [
      [one, n > m ? one : two],
      [two, n > m ? two : one],
    ])
    return {m, n, d, ...Object.fromEntries(turned)}
  }
}
