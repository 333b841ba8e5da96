import * as v from 'valibot'
import {Fault} from '../../fault.js'
import {has} from '../../format/fields.js'
import {reportVersion, type Report} from './report.js'
import {reportSchema} from './schema.js'

/** The whole report; `readReport` gives it back, and `docs/report.schema.json` describes it. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 1)}\n`
}

/** A report from its JSON. Throws `bad-input` naming the first field that is wrong, as `runs.0.metrics.1.value`. */
export function readReport(text: string): Report {
  const value = parse(text)
  if (!has(value, 'schema'))
    throw new Fault('bad-input', 'it is not a report of serac bench: field "schema" is missing')
  const version: unknown = Reflect.get(Object(value), 'schema')
  if (version !== reportVersion) {
    const found = `the report is ${JSON.stringify(version)}`
    throw new Fault('bad-input', `field "schema": ${found}; this program reads "${reportVersion}"`)
  }
  const parsed = v.safeParse(reportSchema, value, {abortEarly: true})
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Fault('bad-input', `field "${v.getDotPath(issue) ?? ''}": ${told(issue)}`)
}

/** What is wrong with a field. Of the schemas only a strict object can meet a field that it does not know. */
function told({kind, type, expected, received, message}: v.BaseIssue<unknown>): string {
  if (kind !== 'schema') return message
  if (received === 'undefined') return 'it is missing'
  if (type === 'strict_object' && expected === 'never') return 'there is no such field'
  return `${expected} expected, not ${received}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Fault('bad-input', `the report is not JSON: ${error.message}`, {cause: error})
  }
}
