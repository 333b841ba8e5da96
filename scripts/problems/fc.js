import {readFileSync} from 'node:fs'
import {chance} from './chance.js'
import {drawn, drawnAs} from './fc-claim.js'
import {common} from './fc-draw.js'
import {FRAMES} from './fc-frames.js'

/** The values of one edit: what every frame may name, then the frame's own draw, until they are what it needs. */
function valuesOf(frame, page, r) {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const values = {...common(r, page), ...frame.draw(r)}
    Object.assign(values, frame.more?.(values, r))
    Object.assign(values, frame.derive?.(values))
    if (!frame.need || frame.need(values)) return values
  }
  throw new Error(`no values for: ${frame.fact}`)
}

/** The edits of one frame, as many as it has claims: each claim serves once as a true and once as a false one. */
function editsOf(frame, pages, r) {
  const order = r.shuffled(frame.claims)
  const shift = r.whole(1, order.length - 1)
  return order.map((form, i) => {
    const values = valuesOf(frame, pages[i], r)
    const claims = [
      drawnAs(form, values, r, true),
      drawnAs(order[(i + shift) % order.length], values, r, false),
    ]
    return {
      page: capital(pages[i].replace(/^the /, '')),
      fact: capital(drawn(frame.fact, values, r).claim),
      in: r.shuffled(claims).map(({claim, truth, hard}) => ({
        claim: capital(claim),
        answers: [truth ? 'True' : 'False'],
        type: truth ? 'supported' : 'refuted',
        hard,
      })),
      out: r.some(frame.open, r.whole(1, 2)).map((open) => ({
        claim: capital(drawn(open, values, r).claim),
        type: 'undecided',
        hard: true,
      })),
    }
  })
}

const capital = (text) => text[0].toUpperCase() + text.slice(1)

/** Two claims of other pages for each edit; no claim is used twice. */
function withOthers(edits, r) {
  const first = r.shuffled(edits.map((_, i) => i))
  const away = r.whole(1, edits.length - 2)
  const place = new Map(first.map((edit, i) => [edit, i]))
  const at = (edit, by) => edits[first[(place.get(edit) + by) % edits.length]]
  return edits.map((edit, i) => ({
    ...edit,
    out: [
      ...edit.out,
      {claim: at(i, away).in[0].claim, type: 'other-page', hard: false},
      {claim: at(i, away + 1).in[1].claim, type: 'other-page', hard: false},
    ],
  }))
}

/**
 * The problem `fc`: evidence statements, the claims that each decides, and claims that it does not. Facts are invented;
 * all pages, real and made-up, pass `held_subject` of the training split.
 */
export function make(seed) {
  const r = chance(seed, 'fc')
  const pages = JSON.parse(readFileSync(new URL('source/fc-pages.json', import.meta.url), 'utf8'))
  const left = new Map(Object.entries(pages).map(([kind, names]) => [kind, r.shuffled(names)]))
  const edits = FRAMES.flatMap((frame) =>
    editsOf(frame, left.get(frame.kind).splice(0, frame.claims.length), r),
  )
  return withOthers(r.shuffled(edits), r).map((edit, i) => ({
    id: `fc-${String(i + 1).padStart(4, '0')}`,
    ...edit,
  }))
}
