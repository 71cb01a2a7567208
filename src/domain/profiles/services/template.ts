import nunjucks from 'nunjucks'
import { given } from '../../given.ts'
import { checkTemplate, FILTERS, NotAllowed, RANGE } from './template-language.ts'

export type Rendering =
  | { readonly at: 'rendered'; readonly text: string }
  | { readonly at: 'refused'; readonly text: string; readonly line?: number }

/** A template cannot take a student's spawn with it: more than this, and it is refused. */
const LONGEST_TEMPLATE = 2 ** 16
const LONGEST_TEXT = 2 ** 18
/** Values looked at, in characters and items. */
const MOST_WORK = 2 ** 22
const MOST_TURNS = 10_000
const LARGEST_NUMBER = 1000

interface Frame {
  lookup(name: string): unknown
}

/** What compiled templates call: nunjucks' runtime, which @types/nunjucks leaves out. */
interface Runtime {
  memberLookup(object: unknown, key: unknown): unknown
  contextOrFrameLookup(context: unknown, frame: Frame, name: string): unknown
  fromIterator(list: unknown): unknown
  ensureDefined(value: unknown, line: number, column: number): unknown
}

type Root = (
  env: object,
  context: object,
  frame: object,
  runtime: Runtime,
  done: (...answer: unknown[]) => void,
) => void

class TooMuch extends Error {}

/**
 * Renders the template of a service: a small part of nunjucks (which reads what was written for Jinja2), without files,
 * without escaping, bounded in time and size. Never throws.
 * @param variables plain values, as YAML gives them
 */
export function renderTemplate(template: string, variables: Readonly<Record<string, unknown>>): Rendering {
  if (template.length > LONGEST_TEMPLATE)
    return { at: 'refused', text: `it is longer than ${LONGEST_TEMPLATE / 1024} KiB` }
  work = 0
  try {
    checkTemplate(template)
    const compiled = new nunjucks.Template(template, environment, undefined, true)
    const own = compiled as unknown as { rootRenderFunc: Root }
    const root = own.rootRenderFunc
    own.rootRenderFunc = (env, context, frame, runtime, done) =>
      root(env, context, frame, guarded(runtime, variables), done)
    return { at: 'rendered', text: bounded(compiled.render()) as string }
  } catch (error) {
    return sayTemplateError(error)
  }
}

/** Of the rendering that runs: one at a time, as rendering is synchronous. */
let work = 0

const environment = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true })
for (const name of FILTERS) environment.addFilter(name, guardedFilter(environment.getFilter(name)))

/** Only what was given can be looked up: nothing inherited, so no way to a constructor and from there to all else. */
function guarded(runtime: Runtime, variables: Readonly<Record<string, unknown>>): Runtime {
  let turns = 0
  return {
    ...runtime,
    memberLookup: (object, key) => bounded(ownValue(object, key)),
    contextOrFrameLookup: (_context, frame, name) =>
      bounded(frame.lookup(name) ?? ownValue(variables, name) ?? (name === RANGE ? range : undefined)),
    fromIterator: (list) => {
      bounded(list)
      turns += sizeOf(list)
      if (turns > MOST_TURNS) throw new TooMuch(`its loops take more than ${MOST_TURNS} turns`)
      return list
    },
    ensureDefined: (value, line, column) => {
      if (value !== undefined && value !== null) return bounded(value)
      const advice = "write it into the service's `configuration`, or add `| default('…')`"
      throw new nunjucks.lib.TemplateError(`a value that is not given is written; ${advice}`, line + 1, column + 1)
    },
  }
}

function ownValue(object: unknown, key: unknown): unknown {
  if (typeof object === 'string') return key === 'length' ? object.length : object[Number(key)]
  if (typeof object !== 'object' || object === null) return undefined
  const name = String(key)
  return Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function range(...given: readonly number[]): number[] {
  const [start = 0, stop = 0, step = 1] = given.length === 1 ? [0, ...given] : given
  const length = Math.max(0, Math.ceil((stop - start) / step))
  if (!(length <= LARGEST_NUMBER)) throw new TooMuch(`a range is longer than ${LARGEST_NUMBER}`)
  return Array.from({ length }, (_, at) => start + at * step)
}

function guardedFilter(filter: (...given: unknown[]) => unknown): (...given: unknown[]) => unknown {
  return function (this: unknown, ...given) {
    for (const one of given.slice(1))
      if (typeof one === 'number' && Math.abs(one) > LARGEST_NUMBER)
        throw new TooMuch(`a filter is told a number above ${LARGEST_NUMBER}`)
    for (const one of given) bounded(one)
    return bounded(filter.apply(this, given))
  }
}

/** @returns the value itself @throws TooMuch when it is a text longer than anybody writes, or when it is one too many */
function bounded(value: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    throw new TooMuch(`it makes a text longer than ${LONGEST_TEXT / 1024} KiB`)
  work += 1 + sizeOf(value)
  if (work > MOST_WORK) throw new TooMuch('it takes too much work')
  return value
}

/** nunjucks puts the place before its own messages, and the names of the errors that it has wrapped. */
const PLACE = /\(unknown path\)(?: \[Line (\d+)(?:, Column \d+)?\])?\s*/
const KINDS = /^((Template render e|Template e|E|RangeE|TypeE|SyntaxE)rror: )+/

function sayTemplateError(error: unknown): Rendering {
  if (error instanceof NotAllowed) return { at: 'refused', text: error.message, line: error.line }
  const { message } = error as Error
  const text = message.replace(PLACE, '').trim().replace(KINDS, '').split('\n')[0] ?? ''
  const line = Number(PLACE.exec(message)?.[1] ?? 0)
  return { at: 'refused', text, ...given({ line: line > 0 ? line : undefined }) }
}
