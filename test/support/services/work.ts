import { after } from 'node:test'
import type { Engine } from '../../../src/domain/profiles/services/template.ts'
import { jinjaEngine } from '../../../streams/services/engine.ts'
import { type ServiceThread, type ServiceThreadOptions, serviceThread } from '../../../streams/services/thread.ts'
import { once } from '../once.ts'

/** The engine in this thread, where a template that meets the limit of memory would break it for all that follow. */
export const engine: Engine = (template, variables) => theOne(undefined)(template, variables)

const theOne = once<undefined, Engine>(jinjaEngine)

/** The thread of services; it ends with the suite in which this is called, where the suite is described and in no hook of it. */
export function serviceWork(options: ServiceThreadOptions = {}): ServiceThread {
  const thread = serviceThread(options)
  after(() => thread.close())
  return thread
}
