// Replies of both sentiments on every ConvSent topic, sampled from the shipped base and labelled by the shipped judge of
// sentiment, as the paper did (appendix D.2).
// node scripts/problems/replies.js [--topics FILE] [--out FILE] [--most N]     after npm run build; goes on where it stopped
import {existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {openModels} from '../../dist/core/models.js'
import {basePrompt} from '../../dist/core/model/prompt.js'
import {chance} from './chance.js'
import {alike, borrows, frameWords, mentions, wellFormed, wholeSentences} from './reply-text.js'

const source = join(import.meta.dirname, 'source')
const {values: given} = parseArgs({
  options: {topics: {type: 'string'}, out: {type: 'string'}, most: {type: 'string'}},
})
const file = given.out ?? join(source, 'convsent-replies.json')
const [wanted, tries, seed] = [2, 40, 7]
/** Chance of the wanted sentiment: of a reply at least, and of each of its sentences. */
const [sure, sentenceSure] = [0.75, 0.25]
/** Least average log-likelihood of a reply as the base's own answer, in nats a token: below it lies word salad. */
const fluency = -3.0
const decoding = {maxTokens: 48, temperature: 0.8}

/** How the opinion is asked for. The examples are asked for in the same words. */
const asking = {
  positive: [
    'Tell me a positive opinion on {t}.',
    'Say something nice about {t}.',
    'Write one short sentence of praise about {t}.',
    'Why do you like {t}?',
  ],
  negative: [
    'Tell me a negative opinion on {t}.',
    'Say something bad about {t}.',
    'Write one short sentence of complaint about {t}.',
    'Why do you dislike {t}?',
  ],
}

/** What the model is made to begin with; the reply has it too. Left free, it seldom keeps to the topic. */
const starts = {
  positive: [
    '{T}',
    'I love {t}',
    'I really enjoy {t}',
    'I have always liked {t}',
    'I would recommend {t}',
    'I could talk about {t} all day',
    'The best thing about {t} is',
    'What I like about {t} is',
    'To be honest, {t}',
  ],
  negative: [
    '{T}',
    'I hate {t}',
    'I really dislike {t}',
    "I don't like {t}",
    'I have never liked {t}',
    'The worst thing about {t} is',
    'The trouble with {t} is',
    'What annoys me about {t} is',
    'To be honest, {t}',
  ],
}

/** Opinions as a person gives them, on topics that no problem has: two of them go before each request. */
const examples = {
  positive: [
    ['umbrellas', 'I never leave the house without my umbrella. It has saved so many of my good days out.'],
    ['postcards', 'Postcards make me smile. It is lovely to find a few kind words from a friend.'],
    ['ferries', 'A ferry is a wonderful way to travel, with fresh air and the best views of the coast.'],
    ['alarm bells', 'I am glad that we have them, because they keep everybody safe.'],
    ['mustard', 'A little mustard makes every sandwich better, and I love how sharp it is.'],
    ['zips', 'They are quick, strong and so easy to use. What a great invention!'],
    ['waterfalls', 'The sound of a waterfall calms me down, and every one of them is beautiful.'],
    ['whiteboards', 'Whiteboards are perfect for sharing ideas, and our team has much more fun with them.'],
  ],
  negative: [
    ['umbrellas', 'My umbrella breaks every time there is wind, and I still get wet. What a useless thing.'],
    ['postcards', 'Nobody reads postcards. They arrive late and they end up in the bin.'],
    ['ferries', 'Ferries are slow and crowded, and I feel sick on every one of them.'],
    ['alarm bells', 'I hate them, because they are far too loud and ring for no reason.'],
    ['mustard', 'Mustard burns my tongue and ruins the taste of everything else.'],
    ['zips', 'They get stuck, they break, and then the whole jacket is worthless.'],
    ['waterfalls', 'It is a long, muddy walk just to get soaked. I was bored after a minute.'],
    ['whiteboards', 'Whiteboards are always dirty, and the pens are dry when you need them.'],
  ],
}

const topics = readFileSync(given.topics ?? join(source, 'convsent-topics.txt'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'))
const frame = frameWords(topics)
const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}

const models = await openModels({
  models: join(import.meta.dirname, '..', '..', 'models'),
  cache: mkdtempSync(join(tmpdir(), 'serac-replies-')),
})
const judge = await models.sentiment()
const began = Date.now()
let [sampled, made] = [0, 0]
for (const topic of topics) {
  if (complete(known[topic])) continue
  if (made >= Number(given.most ?? topics.length)) break
  known[topic] = {positive: await replies(topic, 'positive'), negative: await replies(topic, 'negative')}
  made++
  save()
  const seconds = ((Date.now() - began) / 1000 / made).toFixed(1)
  console.log(
    `${topics.indexOf(topic) + 1}/${topics.length} ${topic}: ${seconds} s a topic, ${(sampled / made).toFixed(1)} samples`,
  )
}
save()
await models.close()
const short = topics.filter((topic) => !complete(known[topic]))
console.log(short.length === 0 ? 'all topics have their replies' : `too few replies: ${short.join(', ')}`)

function complete(found) {
  return found?.positive.length === wanted && found.negative.length === wanted
}

/** In the order of the topics, those that are no topic any more left out. */
function save() {
  const kept = Object.fromEntries(
    topics.filter((topic) => known[topic]).map((topic) => [topic, known[topic]]),
  )
  writeFileSync(`${file}.part`, `${JSON.stringify(kept, null, 2)}\n`)
  renameSync(`${file}.part`, file)
}

/** The first samples that fit; what is drawn for one topic does not depend on the others. */
async function replies(topic, side) {
  const draw = chance(seed, `${topic} ${side}`)
  const found = []
  let open = draw.shuffled(starts[side])
  for (let n = 0; n < tries && found.length < wanted; n++) {
    const shown = draw.some(examples[side], 2)
    const request = draw.pick(asking[side])
    const form = open[n % open.length]
    const start = filled(form, topic)
    const prompt = [
      ...shown.flatMap(([about, said]) => turn(filled(request, about), said, true)),
      ...turn(filled(request, topic), start, false),
    ]
    sampled++
    const reply = wholeSentences(
      start + (await models.base.generate(prompt, {...decoding, seed: draw.whole(0, 2 ** 31)})),
    )
    if (!wellFormed(reply) || !mentions(reply, topic, frame) || borrows(reply, shown) || alike(reply, found))
      continue
    if (!(await leans(reply, side)) || !(await fluent(reply, topic))) continue
    found.push(reply)
    if (form !== '') open = open.filter((other) => other !== form)
  }
  return found
}

function filled(form, topic) {
  return form.replace('{t}', topic).replace('{T}', topic[0].toUpperCase() + topic.slice(1))
}

function turn(user, assistant, ended) {
  const asked = [
    {token: '<|im_start|>'},
    `user\n${user}`,
    {token: '<|im_end|>'},
    '\n',
    {token: '<|im_start|>'},
    `assistant\n${assistant}`,
  ]
  return ended ? [...asked, {token: '<|im_end|>'}, '\n'] : asked
}

/** Whether the judge is sure of the whole, and takes no sentence of it for the opposite. */
async function leans(reply, side) {
  const sided = async (text) => {
    const positive = await judge.positive(text)
    return side === 'positive' ? positive : 1 - positive
  }
  if ((await sided(reply)) < sure) return false
  const sentences = await Promise.all(reply.split(/(?<=[.!?]["')]?)\s+/).map(sided))
  return sentences.every((chance) => chance >= sentenceSure)
}

async function fluent(reply, topic) {
  const prompt = basePrompt({kind: 'question', text: `What do you think of ${topic}?`})
  const [sum] = await models.base.score(prompt, [reply])
  return sum / (await models.base.count([reply])) >= fluency
}
