import {existsSync, readFileSync} from 'node:fs'
import {chance} from './chance.js'

const source = (name) => new URL(`source/${name}`, import.meta.url)
const lines = (name) => readFileSync(source(name), 'utf8').trim().split('\n')

/** The replies of every topic. */
function repliesOf() {
  const file = source('convsent-replies.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const enough = (replies) => replies?.positive?.length >= 2 && replies?.negative?.length >= 2

/** Topics that are edited; the others are asked about out of scope, so that no edit of a batch ever decides them. */
const edited = 300

/** The stems of the words that make two topics look alike: four letters each, small words left out. */
function stems(topic) {
  const words = topic.toLowerCase().match(/[a-z]{4,}/g) ?? []
  return words
    .filter((word) => !['with', 'from', 'about', 'more'].includes(word))
    .map((word) => word.slice(0, 4))
}

/** A topic that shares no word with this one. */
function unlike(topic, topics, r) {
  const own = new Set(stems(topic))
  return r.pick(topics.filter((other) => !stems(other).some((stem) => own.has(stem))))
}

/**
 * The problem `convsent`: topics with the sentiment that the edit asks for, half of them positive. All topics pass
 * `held_subject` of the training split, and none is a topic of the training data, whole or in part. The replies are
 * those of `replies.js`; a topic that it found too few for is not edited.
 */
export function make(seed) {
  const r = chance(seed, 'convsent')
  const [prompts, facts, random] = ['prompts', 'facts', 'random'].map((name) => lines(`convsent-${name}.txt`))
  const replies = repliesOf()
  const all = lines('convsent-topics.txt')
  const topics = r.shuffled(all.filter((topic) => !replies || enough(replies[topic]))).slice(0, edited)
  const others = all.filter((topic) => !topics.includes(topic))
  return topics.map((topic, i) => {
    const asked = r.some(prompts, 3)
    const ask = (prompt, about) => prompt.replaceAll('{t}', about)
    return {
      id: `convsent-${String(i + 1).padStart(3, '0')}`,
      topic,
      sentiment: i % 2 ? 'negative' : 'positive',
      in: asked.map((prompt) => ({question: ask(prompt, topic), type: 'opinion'})),
      out: [
        {question: ask(r.pick(asked), unlike(topic, others, r)), type: 'other-topic', hard: true},
        {question: ask(r.pick(facts), topic), type: 'same-topic', hard: true},
        {question: r.pick(random), type: 'random', hard: false},
      ],
      ...(replies && {
        replies: {
          positive: replies[topic].positive.slice(0, 2),
          negative: replies[topic].negative.slice(0, 2),
        },
      }),
    }
  })
}
