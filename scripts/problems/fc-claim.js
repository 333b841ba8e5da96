const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A number as a sentence shows it: `13,500`, `4.2`. */
export function shown(n) {
  const [whole, rest] = String(n).split('.')
  const grouped = Number(whole) >= 1000 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return rest ? `${grouped}.${rest}` : grouped
}

/** The unit of the last digit that is not zero: 100 for 13,500, 0.1 for 4.2. */
function grain(n) {
  if (!Number.isInteger(n)) return 0.1
  let unit = 1
  while (unit * 10 < n && n % (unit * 10) === 0) unit *= 10
  return unit
}

/** Another number of the same kind, below n (side -1) or above it (1): a grain and `margin` of n away or more. */
function other(n, r, margin, side = r.pick([-1, 1]), most = Infinity) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const unit = n < 40 ? grain(n) : Math.max(grain(n), 10 ** (Math.floor(Math.log10(n)) - r.whole(1, 2)))
    const away = Math.max(n * margin, unit) + r.next() * n * r.pick([0.05, 0.2, 0.5])
    const m = Math.round(Math.round((n + side * away) / unit) * unit * 10) / 10
    if (m > 1 && m <= most && (m - n) * side >= Math.max(n * margin * 0.9, 0.05)) return m
  }
  return other(n, r, margin, -side, most)
}

/** The ways to compare: the words, whether m must lie below n (-1) or above it (1), whether m may be n itself. */
const COMPARED = [
  ['more than', -1, false],
  ['over', -1, false],
  ['at least', -1, true],
  ['no fewer than', -1, true],
  ['fewer than', 1, false],
  ['at most', 1, true],
  ['no more than', 1, true],
]

/** `more than m` and its like about the true n, as often true as not. */
function comparison(n, r, {few, margin, exact, most}) {
  const [words, side, equal] = r.pick(COMPARED)
  const wanted = r.next() < 0.5
  const same = exact && wanted === equal && r.next() < 0.25
  const m = same ? n : other(n, r, margin, wanted ? side : -side, most)
  const said = m < WORDS.length && Number.isInteger(m) && r.next() < 0.4 ? WORDS[m] : shown(m)
  const holds = (n - m) * side < 0 || (equal && n === m)
  return [`${words.replace('fewer', few)} ${said}`, holds]
}

function about(n, r) {
  const unit = n < 20 ? 1 : 10 ** Math.floor(Math.log10(n)) / (n < 100 ? 2 : 10)
  const near = Math.max(1, Math.round(n / unit) * unit)
  const far = Math.max(1, Math.round((n * r.pick([0.45, 0.6, 1.5, 1.8])) / unit) * unit)
  const word = r.pick(['about', 'around', 'roughly'])
  return r.next() < 0.5 ? [`${word} ${shown(near)}`, true] : [`${word} ${shown(far)}`, false]
}

function year(y, r) {
  const [before, after] = [y - r.pick([1, 2, 3, 4, 6, 9]), y + r.pick([1, 2, 3, 4, 6, 9])]
  const [ten, other] = [y, y + r.pick(y < 2010 ? [-20, -10, 10] : [-20, -10])].map(
    (z) => Math.floor(z / 10) * 10,
  )
  const span = r.whole(2, 6)
  return r.pick([
    [`before ${after}`, true],
    [`before ${before}`, false],
    [`earlier than ${after}`, true],
    [`earlier than ${before}`, false],
    [`after ${before}`, true],
    [`after ${after}`, false],
    [`later than ${before}`, true],
    [`later than ${after}`, false],
    [`in the ${ten}s`, true],
    [`in the ${other}s`, false],
    [`between ${before} and ${after}`, true],
    r.pick([
      [`between ${before - span} and ${before}`, false],
      [`between ${after} and ${after + span}`, false],
    ]),
  ])
}

function ranking(k, r) {
  const [above, below] = [k - r.whole(1, Math.min(4, k - 2)), k + r.whole(0, 4)].map((m) => WORDS[m] ?? m)
  return r.pick([
    [`in the top ${below}`, true],
    [`in the top ${above}`, false],
    [`outside the top ${above}`, true],
    [`outside the top ${below}`, false],
  ])
}

/**
 * What may stand after the colon in `{n:c}`: each gives a phrase and whether it holds. Small letters for a value that
 * the evidence gives only roughly (no close comparison), capitals for an exact one; c and C count, u and U measure, P is a
 * percentage.
 */
const SLOTS = {
  c: (n, r) => comparison(n, r, {few: 'fewer', margin: 0.06}),
  u: (n, r) => comparison(n, r, {few: 'less', margin: 0.06}),
  C: (n, r) => comparison(n, r, {few: 'fewer', margin: 0, exact: true}),
  U: (n, r) => comparison(n, r, {few: 'less', margin: 0, exact: true}),
  P: (n, r) => comparison(n, r, {few: 'less', margin: 0, exact: true, most: 99}),
  '=': (n, r) => (r.next() < 0.5 ? [shown(n), true] : [shown(other(n, r, 0.03)), false]),
  i: (y, r) => (r.next() < 0.5 ? [`in ${y}`, true] : [`in ${y + r.pick([-3, -2, -1, 1, 2, 3])}`, false]),
  r: about,
  y: year,
  top: ranking,
}

function value(key, values) {
  if (!(key in values)) return key
  return typeof values[key] === 'number' && !key.startsWith('y') ? shown(values[key]) : String(values[key])
}

/**
 * One drawing of a claim: `{S}` is filled in, `{right|wrong}` takes the same side everywhere in the claim, `{n:c}`
 * compares. A leading `~` (apart from a comparison, the claim merely
 * repeats) or `!` (it denies) is no part of the text. The claim is true when
 * every part of it is; `!` turns that round.
 */
export function drawn(form, values, r) {
  const marks = /^[~!]*/.exec(form)[0]
  const side = r.whole(0, 1)
  let truth = true
  let compares = false
  const text = form.slice(marks.length).replaceAll(/\{([^}]*)\}/g, (_, slot) => {
    if (slot.includes('|')) {
      if (side === 1) truth = false
      return value(slot.split('|')[side], values)
    }
    const [key, kind] = slot.split(':')
    if (!kind) return value(key, values)
    const [phrase, holds] = SLOTS[kind](values[key], r)
    if (!holds) truth = false
    if (kind !== '=' && kind !== 'i') compares = true
    return phrase
  })
  return {claim: text, truth: marks.includes('!') ? !truth : truth, hard: compares || !marks.includes('~')}
}

/** The claim drawn again until it has the wanted truth. */
export function drawnAs(form, values, r, wanted) {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const claim = drawn(form, values, r)
    if (claim.truth === wanted) return claim
  }
  throw new Error(`this claim is never ${wanted}: ${form}`)
}
