import {errorKinds, errorNames, type Group} from './group.js'
import {clipped, markup, type Markup} from './markup.js'
import {decimal} from './number.js'
import {worst, type Failure} from './worst.js'

/** The worst failures of a group by kind, folded away; nothing where there are none. */
export function worstErrors({runs}: Group, limit: number): readonly Markup[] {
  return errorKinds.flatMap((kind) => {
    const found = worst(runs, kind, limit)
    if (found.length === 0) return []
    return [
      markup`<details><summary>${errorNames[kind]}, the worst ${found.length}</summary><ol class="worst">
${found.map(failure)}</ol></details>
`,
    ]
  })
}

function failure({run, outcome}: Failure): Markup {
  const {query, side, group, wanted, answer, base, nearest, beta, source} = outcome
  const facts: readonly (readonly [string, string])[] = [
    ['wanted', side === 'in' ? wanted.join(' / ') : (base ?? 'what the base says')],
    ['said', answer ?? `the base's own answer${base === null ? '' : `: ${base}`}`],
    ['nearest edit', nearest === null ? 'none' : `${decimal(nearest.score)}  ${nearest.text}`],
  ]
  const where = [
    `k = ${run.k}`,
    group,
    `from the ${source}`,
    ...(beta === null ? [] : [`beta ${decimal(beta)}`]),
  ]
  return markup`<li><p><bdi>${clipped(query.text, 240)}</bdi></p><dl>${facts.map(([name, text]) => markup`<dt>${name}</dt><dd><bdi>${clipped(text, 200)}</bdi></dd>`)}</dl><small>${clipped(where.join(' · '), 100)}</small></li>
`
}
