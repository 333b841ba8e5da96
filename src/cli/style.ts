import {Chalk, type ChalkInstance} from 'chalk'

/** How text may look on one stream. */
export interface Style {
  /** Does nothing where colour is not wanted. */
  readonly colour: ChalkInstance
  /** Someone looks at it: control characters must not get through. */
  readonly tty: boolean
  /** Columns; Infinity where nothing wraps. */
  readonly width: number
}

/** Plain text, nothing hidden: for pipes and tests. */
export const plain: Style = {colour: new Chalk({level: 0}), tty: false, width: Infinity}

/**
 * The style of a stream. Each stream is asked on its own, so that a pipe on stdout does not take the colour off stderr.
 * `hasColors` obeys NO_COLOR, FORCE_COLOR and TERM=dumb (chalk alone does not know NO_COLOR); a stream that is no
 * terminal gets colour only from FORCE_COLOR.
 */
export function styleOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Style {
  const coloured = stream.isTTY ? stream.hasColors(16, env) : isForced(env)
  return {
    colour: new Chalk({level: coloured ? 1 : 0}),
    tty: Boolean(stream.isTTY),
    width: stream.isTTY ? stream.columns || 80 : Infinity,
  }
}

function isForced(env: NodeJS.ProcessEnv): boolean {
  const forced = env['FORCE_COLOR']
  return forced !== undefined && forced !== '0' && forced !== 'false' && !env['NO_COLOR']
}
