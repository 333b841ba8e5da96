// Writes man/serac.1 from oclif.manifest.json and package.json: one section a command, nothing that help does not say.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const root = new URL('../', import.meta.url)

/** The man page as roff, from the two parsed files. */
export function manPage(manifest, pjson) {
  const [title, ...about] = pjson.oclif.description.split('\n\n')
  const commands = Object.values(manifest.commands)
    .filter((command) => !command.hidden)
    .sort((a, b) => a.id.localeCompare(b.id))
  return [
    `.TH SERAC 1 "" "serac ${pjson.version}" "User Commands"`,
    '.SH NAME',
    `serac \\- ${roff(title)}`,
    '.SH SYNOPSIS',
    '.B serac',
    '.I COMMAND',
    '[FLAGS]',
    '.SH DESCRIPTION',
    ...about.flatMap((paragraph) => [roff(paragraph), '.PP']),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '',
  ].join('\n')
}

function commandLines(command) {
  const name = `serac ${command.id.replaceAll(':', ' ')}`
  const args = Object.values(command.args ?? {}).map(({name: arg, required, multiple}) => {
    const shown = arg.toUpperCase() + (multiple ? '...' : '')
    return required ? shown : `[${shown}]`
  })
  const flags = Object.values(command.flags ?? {}).filter(({hidden}) => !hidden)
  return [
    `.SS ${roff([name, ...args].join(' '))}`,
    roff(command.summary ?? ''),
    ...(command.description ? ['.PP', roff(command.description)] : []),
    ...flags.flatMap(flagLines),
    ...(command.examples ?? []).flatMap((example) => [
      '.PP',
      '.nf',
      roff(`$ ${example.replaceAll('<%= config.bin %>', 'serac')}`),
      '.fi',
    ]),
  ]
}

function flagLines({name, char, type, helpValue, options, description, summary}) {
  const value = type === 'boolean' ? '' : ` ${options ? options.join('|') : (helpValue ?? 'VALUE')}`
  return [
    '.TP',
    `.B ${roff(`${char ? `-${char}, ` : ''}--${name}${value}`)}`,
    roff(summary ?? description ?? ''),
  ]
}

/** Text that roff prints as it is. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .split('\n')
    .map((line) => line.trim().replace(/^([.'])/, '\\&$1'))
    .join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name) => JSON.parse(readFileSync(new URL(name, root), 'utf8'))
  mkdirSync(new URL('man', root), {recursive: true})
  writeFileSync(new URL('man/serac.1', root), manPage(read('oclif.manifest.json'), read('package.json')))
}
