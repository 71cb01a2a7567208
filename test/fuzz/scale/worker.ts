/** Reads calendars as the product's own worker does, but step by step, and says how long the longest step took. */
import { parentPort } from 'node:worker_threads'
import { expandSteps } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseSteps } from '../../../src/domain/calendar/occurrences/parse.ts'
import { failed } from '../../../streams/calendar/fetched.ts'
import type { Request } from '../../../streams/calendar/kept-calendars.ts'
import { packReading } from '../../../streams/calendar/packed-reading.ts'
import { stepped } from '../stepped.ts'

parentPort?.on('message', ({ text, options, stretch }: Request) => {
  const parsed = stepped(parseSteps(text, options))
  if (parsed.result.at === 'refused') {
    parentPort?.postMessage({ ...failed(parsed.result.because), longestMs: parsed.longestMs })
    return
  }
  const expanded = stepped(expandSteps(parsed.result.calendar, stretch.fromMs, stretch.toMs))
  const longestMs = Math.max(parsed.longestMs, expanded.longestMs)
  parentPort?.postMessage({ at: 'reading', reading: packReading(expanded.result), longestMs })
})
