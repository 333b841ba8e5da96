import {randomUUID} from 'node:crypto'
import {access, constants, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import {dirname, extname} from 'node:path'
import {toHtml} from '../core/bench/report/html.js'
import {readReport, toJson} from '../core/bench/report/json.js'
import {toJUnit} from '../core/bench/report/junit.js'
import {toMarkdown} from '../core/bench/report/markdown.js'
import type {Report} from '../core/bench/report/report.js'
import {Fault} from '../core/fault.js'

/** Kinds of report file by suffix. */
const writers: Readonly<Record<string, (report: Report) => string>> = {
  '.html': toHtml,
  '.md': toMarkdown,
  '.json': toJson,
  '.xml': toJUnit,
}

/** Makes sure, before anything long is begun, that each file can be written in the end. Throws `usage`. */
export async function checkReportFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (writers[extname(path)] === undefined) {
      throw new Fault(
        'usage',
        `--report ${path}: the suffix must be one of ${Object.keys(writers).join(', ')}`,
        {hints: ['serac bench qa --report report.html']},
      )
    }
    const folder = dirname(path)
    const there = await stat(path).catch(() => null)
    if (there?.isDirectory()) throw new Fault('usage', `--report ${path} is a folder`)
    await access(folder, constants.W_OK).catch(() => {
      throw new Fault('usage', `--report ${path}: the folder ${folder} cannot be written`, {
        hints: [`mkdir -p ${folder}`],
      })
    })
  }
}

/** Writes each file aside and renames it, so that a reader never sees half a report. */
export async function writeReports(report: Report, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const write = writers[extname(path)]
    if (write === undefined) throw new Error(`no report of the kind ${path}`)
    const aside = `${path}.${randomUUID()}`
    try {
      await writeFile(aside, write(report))
      await rename(aside, path)
    } catch (cause) {
      await rm(aside, {force: true}).catch(() => undefined)
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new Fault('usage', `cannot write the report ${path}: ${why}`, {cause})
    }
  }
}

/** A JSON report that an earlier bench wrote. Throws `bad-input` naming the file and what is wrong in it. */
export async function readReportFile(path: string, what: string): Promise<Report> {
  const hints = ['serac bench qa --report old.json    makes one']
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault('bad-input', `cannot read ${what} ${path}: ${why}`, {cause, hints})
  })
  try {
    return readReport(text)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault('bad-input', `${path}: ${error.message}`, {cause: error, hints})
  }
}
