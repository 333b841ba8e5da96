import {mixed, step} from '../fc-draw.js'

/** Players of football and tennis. A frame: see `fc-frames.js`. */
export const players = [
  {
    kind: 'player',
    draw: (r) => ({n: step(r, 4, 38, 1), g: r.whole(18, 90), k: r.whole(3, 6), y1: r.whole(2003, 2016)}),
    fact: '{S} left {q} United for {p} Rovers in {mo} {y1}, at a price of {n} million euros, and in {k} seasons there hit the net {g} times in the league before moving on to {u} Athletic.',
    claims: [
      '~{S} went from {q|u} {United|Athletic} to {p} Rovers.',
      '{S} has {g:C} league goals to show for {k} seasons with {p} Rovers.',
      '{p} Rovers paid {n:u} million euros for {S}.',
      '{S} wore the colours of {p} Rovers for {k:C} seasons.',
      'In {y1}, {S} switched from {q|p} {United|Rovers} to {p|q} {Rovers|United}.',
      '{S} became a {p} Rovers player {y1:y}.',
      '~{S} completed the switch to {p} Rovers in {mo|mo2} {y1}.',
      '!{p|u} {Rovers|Athletic} was not the next club of {S} after {q} United.',
    ],
    open: [
      '{S} was the top scorer of {p} Rovers in the first season there.',
      '{S} scored {g:C} league goals for {q} United.',
      '{u} Athletic paid {n:u} million euros for {S}.',
    ],
  },
  {
    kind: 'player',
    draw: (r) => ({
      g: r.whole(12, 40),
      k: r.whole(3, 11),
      n: r.whole(41, 120),
      y1: r.whole(2008, 2020),
      ...mixed(r, 'side side2', ['left', 'right']),
      ...mixed(r, 'tie game', ['cup tie', 'friendly']),
    }),
    fact: 'In the spring of {y1}, {S} hurt the {side} knee in a {tie} against {p}, sat out the following {k} months and came back in a {game} with {q}; the total of caps stood at {n} then.',
    claims: [
      '~It was the {side|side2} knee of {S} that was hurt.',
      '{S} was out of the game for {k:C} months.',
      '~The first outing of {S} after the injury was against {q|p}.',
      'A match with {p|q} cost {S} {k} months on the sidelines.',
      '{S} had {n:C} caps on coming back.',
      'The knee injury of {S} dates from {y1:y}.',
      '{S} was injured in a {tie|game} and returned in a {game|tie}.',
      '!{S} did not get hurt against {p|q}.',
    ],
    open: [
      '{S} needed two operations on the {side} knee.',
      '{S} scored on coming back against {q}.',
      '{p} won the {tie} in which {S} was injured.',
    ],
  },
  {
    kind: 'tennis',
    draw: (r) => ({
      k: r.whole(3, 9),
      w: r.whole(14, 38),
      l: r.whole(4, 12),
      ...mixed(r, 'hard clay', ['hard courts', 'clay']),
      y1: r.whole(2001, 2019),
    }),
    fact: '{S}, coached by {a} since leaving {b}, ended the {y1} tour with {w} victories and {l} defeats, all the defeats but one on {clay}, and stood number {k} in the rankings.',
    claims: [
      '~{S} ended the {y1} tour {k:top} of the rankings.',
      '{S} won {w:C} matches on the {y1} tour.',
      '{S} lost {l:C} matches on the {y1} tour.',
      'Most of the {y1} defeats of {S} came on {clay|hard}.',
      '~{S} was trained by {a|b} in {y1}.',
      '{b|a} trained {S} before {a|b} did.',
      '!{b|c} was not the coach whom {S} left for {a}.',
      '~{S} finished {y1} as number {k:=} in the rankings.',
    ],
    open: [
      '{S} won every match on {hard} in {y1}.',
      '{S} stood {k:top} of the rankings at the end of the tour before that of {y1}.',
      '{S} parted from {b} because of a quarrel.',
    ],
  },
]
