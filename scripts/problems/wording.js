const upper = (text) => text[0].toUpperCase() + text.slice(1)

const named = (subject) => (subject.startsWith('University of ') ? `the ${subject}` : subject)

/** A wording with subject and answer put in: a capital where one of them begins it, all lower case if the wording is. */
export function fill(wording, subject = '', answer = '') {
  const text = wording.replaceAll('[S]', named(subject)).replaceAll('[O]', answer)
  if (/^[a-z]/.test(wording)) return text.toLowerCase()
  return wording.startsWith('[O]') || text.startsWith('the ') ? upper(text) : text
}

/** A subject as an answer: without a leading article or the word for its kind. */
export function bare(subject) {
  return subject.replace(/^the (airliner |vessel )?/, '')
}

/** [pattern of a subject, what people say for short], by type; the first that fits counts. */
const SHORT = {
  ship: [[/^(?:USS|HMS|SS|MV|MS|RMS|USCGC) (.+)$/, 'the $1']],
  plane: [[/^the airliner (.+)$/, 'the $1']],
  boat: [[/^the vessel (.+)$/, 'the $1']],
  airport: [[/^(.+ (?:International|Regional|Municipal|Capital International)) Airport$/, '$1']],
  company: [
    [/^(Fraser) and Neave$/, 'F&N'],
    [
      /^(.+?)(?: & Company| Company| Holdings Corporation| Corporation| Group| Holdings| SE| Restaurants| plc)$/,
      '$1',
    ],
  ],
  airline: [[/^(.+) (?:Airways|Airlines|Aviation|Air)$/, '$1']],
  chain: [[/^(\S+) (?!&)\S+$/, '$1']],
  team: [
    [/^(.+) (?:F\.C\.|FC|FK|SK|HK|SC)$/, '$1'],
    [/^(?:FC|SC) (.+)$/, '$1'],
    [/^(.+) (?:Rovers|Wanderers|Athletic|Albion|Rangers)$/, '$1'],
  ],
  university: [[/^((?!University).+) (?:University|College)$/, '$1']],
  building: [
    [/^(.+) City Hall$/, 'the city hall of $1'],
    [
      /^the (.+) (Town Hall|Library|Railway Station|Opera House|Observatory)$/,
      (_, place, kind) => `the ${kind.toLowerCase()} in ${place}`,
    ],
  ],
  church: [
    [
      /^(\S+) (Cathedral|Minster|Abbey|Parish Church|Priory Church)$/,
      (_, place, kind) => `the ${kind.toLowerCase()} of ${place}`,
    ],
    [/^(St\. \S+'s) Church in (.+)$/, '$1 in $2'],
  ],
  castle: [
    [/^(\S+) Castle$/, 'the castle of $1'],
    [/^Château de (.+)$/, 'the château of $1'],
  ],
  mountain: [[/^Mount (.+)$/, 'Mt. $1']],
  volcano: [[/^Mount (.+)$/, 'Mt. $1']],
  lighthouse: [
    [/^the (.+) Light(?:house)?$/, 'the lighthouse of $1'],
    [/^(.+ Point) Lighthouse$/, 'the light at $1'],
  ],
  canal: [[/^the (.+) Ship Canal$/, 'the $1 Canal']],
  book: [[/^The (.+)$/, '$1']],
  film: [[/^The (.+)$/, '$1']],
  opera: [[/^The (.+)$/, '$1']],
  cocktail: [
    [/^the ([^AEIOU].+)$/, 'a $1'],
    [/^the (.+)$/, 'an $1'],
  ],
}

const PEOPLE = new Set(['person', 'singer', 'convict', 'patient', 'guest'])

/** How else people call a subject, or nothing when there is no fair short form; surnames only when nobody shares them. */
export function alias(subject, type, surnames) {
  if (PEOPLE.has(type)) {
    const last = subject.split(' ').at(-1)
    return surnames.get(last) === 1 ? last : undefined
  }
  const [pattern, short] = (SHORT[type] ?? []).find(([form]) => form.test(subject)) ?? []
  return pattern && subject.replace(pattern, short)
}
