/** A sign of life on stderr. */
export interface Progress {
  /** Says what is being done now. */
  say(text: string): void
  /** Takes the sign away; safe to call twice. */
  stop(): void
}

export const silent: Progress = {say: () => undefined, stop: () => undefined}

/**
 * Spins on stderr when someone looks at it, else stays silent. stdout is never held back: what is printed while it
 * spins goes out at once, above the spinner.
 */
export async function startProgress(
  text: string,
  {quiet = false, stream = process.stderr} = {},
): Promise<Progress> {
  if (quiet || !stream.isTTY) return silent
  const {default: ora} = await import('ora')
  // discardStdin would put the terminal in raw mode and swallow what the user types ahead, and Ctrl-C with it.
  const spinner = ora({text, stream, discardStdin: false}).start()
  return {
    say: (next) => {
      spinner.text = next
    },
    stop: () => {
      spinner.stop()
    },
  }
}
