import {mixed, moved, step} from '../fc-draw.js'

/** Companies and what they make, sell and close. A frame: see `fc-frames.js`. */
export const companies = [
  {
    kind: 'company',
    draw: (r) => ({...moved(r, 120, 980, 10), y1: r.whole(2004, 2022), k: r.whole(3, 9)}),
    fact: 'In the year to {mo} {y1}, turnover at {S} went {up} by {d} million to {n} million. {a}, chief executive for {k} years, handed over to {b}, until then head of the plant in {p}.',
    claims: [
      '~{S} turned over {n:=} million in the year to {mo} {y1}.',
      'The year to {mo} {y1} brought {growth|decline} in turnover for {S}.',
      'A year earlier, {S} had turned over {m:U} million.',
      '~At {S}, {b|a} took the place of {a|b}.',
      '{S} was run by {a} for {k:C} years.',
      '~Before becoming chief executive of {S}, {b} ran the plant in {p|q}.',
      '!In the year to {mo} {y1}, the turnover of {S} was not {higher|lower} than the year before.',
      'Turnover at {S} amounted to {n:U} million in the year to {mo} {y1}.',
    ],
    open: [
      '{S} made a profit in the year to {mo} {y1}.',
      '{a} left {S} because of the figures.',
      'The plant in {p} is the largest of {S}.',
    ],
  },
  {
    kind: 'company',
    draw: (r) => ({
      ...mixed(r, 'x z', ['brewing', 'packaging']),
      n: step(r, 11, 480, 1),
      k: r.whole(120, 900),
      y1: r.whole(1986, 2020),
    }),
    fact: '{S} sold its {x} arm to a rival from {land} in {y1} for {n} million and moved the {z} arm from {p} to {q}, where {k} jobs were created.',
    claims: [
      '~{S} parted with its {x|z} arm.',
      'The sale brought {S} {n:U} million.',
      '~The buyer of an arm of {S} is at home in {land|land2}.',
      '{S} created {k:C} jobs in {q}.',
      'Since the move, the {z} arm of {S} has been in {q|p}.',
      'The sale by {S} went through {y1:y}.',
      '!{S} did not hold on to its {z|x} arm in {y1}.',
      '{S} took its {z} arm away from {p|u}.',
    ],
    open: [
      '{S} needed the {n} million to pay its debts.',
      'The move by {S} cost {k:c} jobs in {p}.',
      'The {z} arm of {S} made a loss before the move.',
    ],
  },
  {
    kind: 'company',
    draw: (r) => ({n: r.whole(5, 11), k: 0, g: r.whole(3, 12), y1: r.whole(2001, 2022)}),
    more: (v, r) => ({k: r.whole(2, v.n - 2)}),
    derive: (v) => ({
      j: v.n - v.k,
      big: 2 * v.k > v.n ? 'the majority' : 'a minority',
      small: 2 * v.k > v.n ? 'a minority' : 'the majority',
    }),
    need: (v) => v.n !== 2 * v.k && v.k > 0,
    fact: 'In {y1}, staff at {k} of the {n} warehouses of {S} walked out for {g} days over a plan to move night work to {p}; the talks were led by {a} for the staff and {b} for the firm.',
    claims: [
      '~The walkout at {S} went on for {g:C} days.',
      'Staff walked out at {big|small} of the warehouses of {S}.',
      'Exactly {j:=} of the {n} warehouses of {S} saw no walkout.',
      '{S} has {n:C} warehouses.',
      'On behalf of {S}, {b|a} sat at the table.',
      '~{S} wanted to have night work done in {p|q}.',
      '!For the staff of {S}, the talks were not led by {a|b}.',
      'There was a walkout at {S} {y1:y}.',
    ],
    open: [
      '{S} gave up its plan for {p}.',
      'The walkout cost {S} {g:u} million.',
      'A majority of the staff of {S} work at night.',
    ],
  },
  {
    kind: 'company',
    draw: (r) => ({...moved(r, 30, 260, 1), y1: r.whole(2000, 2012), y2: r.whole(2014, 2023)}),
    fact: '{S} ran {n} shops in {y2}, where it had run {m} in {y1}; about a third of them are in {land}, and the oldest one, in {p}, is run by {a}, a relative of {b}, who started it.',
    claims: [
      '~{S} had {n:C} shops in {y2}.',
      'There were {more|fewer} shops of {S} in {y2} than in {y1}.',
      'In {y1}, {S} had {m:C} shops.',
      'From {y1} to {y2}, the number of shops of {S} changed by {d:C}.',
      'The first shop of {S} was started by {b|a}.',
      '~Today {a|b} is in charge of the oldest shop of {S}.',
      '!The oldest shop of {S} is not in {p|q}.',
      '~{land|land2} is home to about a third of the shops of {S}.',
    ],
    open: [
      'The shop of {S} in {p} is the most profitable.',
      '{S} has more shops in {land2} than in {land}.',
      '{S} had more shops in {y1} than its biggest rival.',
    ],
  },
]
