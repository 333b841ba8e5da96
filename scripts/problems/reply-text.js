// What a reply to an opinion prompt must look like, as far as letters show it.

/** At most the first two sentences, without a last one that was cut off. */
export function wholeSentences(text) {
  const sentences = text.trim().match(/[^.!?]+[.!?]+["')]?(?=\s|$)/g) ?? []
  return sentences.slice(0, 2).join('').trim()
}

/** 8 to 45 plain words, nothing said twice, nobody but a person speaking. */
export function wellFormed(reply) {
  const words = wordsOf(reply)
  const fours = words.slice(3).map((_, i) => words.slice(i, i + 4).join(' '))
  return (
    words.length >= 8 &&
    words.length <= 45 &&
    new Set(fours).size === fours.length &&
    /^[A-Z][A-Za-z0-9 ,.;:!?'"()-]+$/.test(reply) &&
    (reply.match(/"/g)?.length ?? 0) % 2 === 0 &&
    !/\.\.|--| {2}|\b(AI|language model|assistant|opinion|sentence)\b/i.test(reply)
  )
}

function wordsOf(text) {
  return text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)?/g) ?? []
}

/** Words that several topics have in common: `cheap`, `hobby`, `idea`. They say nothing about the topic. */
export function frameWords(list) {
  const counts = new Map()
  for (const topic of list)
    for (const word of new Set(wordsOf(topic))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count >= 3).map(([word]) => word))
}

/** Whether the last word that is the topic's own stands in the reply, in any of its forms. */
export function mentions(reply, topic, frame = new Set()) {
  const own = wordsOf(topic).filter((word) => !frame.has(word))
  const last = own.at(-1) ?? wordsOf(topic).at(-1)
  return wordsOf(reply).some((word) => stem(word) === stem(last))
}

function stem(word) {
  return word.length < 4 ? word : word.replace(/(?:ings?|ers?|ed|ies|es|s|y)$/, '').replace(/e$/, '')
}

/** Whether a reply speaks of what an example was about, or repeats five words of one. */
export function borrows(reply, shown) {
  const words = ` ${wordsOf(reply).join(' ')} `
  return shown.some(([about, said]) => {
    const given = wordsOf(said)
    const fives = given.slice(4).map((_, i) => ` ${given.slice(i, i + 5).join(' ')} `)
    return mentions(reply, about) || fives.some((five) => words.includes(five))
  })
}

/** Whether an earlier reply begins with the same four words. */
export function alike(reply, found) {
  const start = (text) => wordsOf(text).slice(0, 4).join(' ')
  return found.some((other) => start(other) === start(reply))
}
