import type { ObjectsReading } from '../../src/domain/profiles/services/objects.ts'
import {
  makeObjects,
  type ReturnRequest,
  readVariables,
  type TemplateRequest,
  type VariablesReading,
} from '../../src/domain/profiles/services/service-work.ts'
import type { Engine } from '../../src/domain/profiles/services/template.ts'
import { EngineSpent } from './engine.ts'

/** A piece of work for the thread of services. */
export type Request =
  | { readonly at: 'template'; readonly request: TemplateRequest }
  | { readonly at: 'return'; readonly request: ReturnRequest }

export interface Answer {
  readonly reading: ObjectsReading | VariablesReading
  /** It can do no more. */
  readonly isSpent: boolean
}

/** Does what is asked for, in the thread. */
export function jobs(engine: Engine): (request: Request) => Answer {
  let isSpent = false
  const render: Engine = (template, variables) => {
    try {
      return engine(template, variables)
    } catch (error) {
      isSpent ||= error instanceof EngineSpent
      throw error
    }
  }
  return (asked) => {
    const reading = asked.at === 'template' ? makeObjects(asked.request, render) : readVariables(asked.request)
    return { reading, isSpent }
  }
}
