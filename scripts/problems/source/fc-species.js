import {mixed, moved, step} from '../fc-draw.js'

/** Animals. A frame: see `fc-frames.js`. */
export const species = [
  {
    kind: 'species',
    draw: (r) => ({...moved(r, 120, 2900, 10), y1: r.whole(1984, 1999), y2: r.whole(2006, 2022)}),
    fact: 'Counts of the {S} came to about {n} adults in {y2}, against {m} in {y1}; the {land} herds do well, whereas those of {land2} have shrunk since {a} took them over from {b}.',
    claims: [
      '~About {n:=} adults of the {S} were counted in {y2}.',
      'The {S} became {more|less} common from {y1} to {y2}.',
      'In {y2}, there were {n:c} adults of the {S}.',
      'The {S} numbered {m:c} adults in {y1}.',
      'For the {S}, {land2|land} is the country where herds have become smaller.',
      'The {land2} herds of the {S} were in the care of {b|a} before {a|b}.',
      'Counts of the {S} differ by {d:c} adults between {y1} and {y2}.',
      '!The {S} does not fare better in {land|land2} than in {land2|land}.',
    ],
    derive: (v) => (v.n > v.m ? {more: 'more', less: 'less'} : {more: 'less', less: 'more'}),
    open: [
      'More of the {S} live in {land} than in {land2}.',
      'Hunting is what made the {S} change in number.',
      'The {S} numbered {n:c} adults ten years after {y2}.',
    ],
  },
  {
    kind: 'beetle',
    draw: (r) => ({
      n: r.whole(4, 60),
      k: r.whole(3, 9),
      g: r.whole(14, 70),
      y1: r.whole(1878, 1990),
      ...mixed(r, 'x z', ['dusk', 'dawn']),
    }),
    fact: 'First described in {y1} by {a}, who took it for a beetle of {land}, the {S} was found by {b} to be at home in {land2} alone; it feeds at {x}, hides at {z}, lays {n} eggs and lives for {g} days.',
    claims: [
      '~The {S} lays {n:C} eggs.',
      '~The {S} looks for food at {x|z}.',
      '~The home of the {S} is {land2|land}.',
      'The life of the {S} lasts {g:C} days.',
      '~{a|b} gave the first description of the {S}.',
      '{a|b} thought that the {S} came from {land}.',
      'The {S} was first described {y1:y}.',
      '!At {z|x}, the {S} is not in hiding.',
    ],
    open: [
      'The {S} is endangered in {land2}.',
      'Birds feed on the {S}.',
      '{b} saw the {S} in the wild before {y1}.',
    ],
  },
  {
    kind: 'seabird',
    draw: (r) => ({
      k: r.whole(3, 9),
      n: step(r, 200, 1900, 50),
      d: r.whole(20, 95),
      y1: r.whole(1995, 2022),
      ...mixed(r, 'x z', ['male', 'female']),
    }),
    fact: 'In the {S}, the {x} sits on the eggs for {d} days while the {z} guards the burrow. It nests above {n} metres, on {k} islands off {land}, and was brought back to one more, near {p}, in {y1} by {a}.',
    derive: (v) => ({t: v.k + 1}),
    claims: [
      '~In the {S}, it is the {x|z} that sits on the eggs.',
      'Eggs of the {S} are sat on for {d:C} days.',
      'Counting the one near {p}, the {S} is found on {t:C} islands.',
      '~The burrow of the {S} has a {z|x} to guard it.',
      '~The {S} was brought back to an island near {p|q}.',
      '~The return of the {S} to an island near {p} was the work of {a|b}.',
      '!The {S} did not come back to an island near {p} {y1:i}.',
      'The {S} nests on islands off {land|land2}.',
    ],
    open: [
      'Rats had driven the {S} from the island near {p}.',
      'In the {S}, the {z} is larger than the {x}.',
      'The {S} lays {k:c} eggs a year.',
    ],
  },
]
