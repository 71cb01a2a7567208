import { styleText } from 'node:util'
import { MINUTE_MS } from '../../domain/duration.ts'
import { sayCount } from '../../domain/say.ts'
import type { Stage } from '../../simulation/played.ts'
import { clockTime, dayTime } from '../../simulation/report/drawing/times.ts'
import { sayTurn } from '../../simulation/report/words.ts'
import type { Rehearsal } from '../../simulation/scenario/read.ts'
import { pace } from './pace.ts'
import { draw, type Picture } from './picture.ts'
import { type Scene, sceneOf } from './scene.ts'
import { heightOf, liveScreen, type Terminal, widthOf } from './screen.ts'
import { wrap } from './words.ts'

/** Lets the time of a scenario pass while somebody looks on. */
export type Show = (stage: Stage) => Promise<void>

const PLAIN_EVERY_MS = 10 * MINUTE_MS

/** Lines as they come, as fast as it goes, no escape codes: for a pipe, or for who wants to read it all. */
export const plainShow =
  (rehearsal: Rehearsal, out: Terminal, stop: AbortSignal): Show =>
  async (stage) => {
    const { startMs, endMs } = rehearsal.scenario
    const time = clockTime(rehearsal)
    let [said, before] = [0, '']
    for (let ms = startMs; ms <= endMs && !stop.aborted; ms += PLAIN_EVERY_MS) {
      await stage.advance(ms)
      for (const turn of stage.turns.slice(said)) out.write(`${wrapped(sayTurn(turn, time), out)}\n`)
      said = stage.turns.length
      const numbers = numbersLine(sceneOf(stage))
      if (numbers !== before) out.write(`${wrapped(`${time(ms)}  ${numbers}`, out)}\n`)
      before = numbers
    }
    await stage.advance(endMs)
  }

const wrapped = (line: string, out: Terminal): string =>
  wrap(line, widthOf(out), ' '.repeat(line.indexOf('  ') + 2)).join('\n')

function numbersLine({ numbers: { occupied, empty, booting, users, waiting, holding } }: Scene): string {
  const nodes = `${sayCount(occupied + empty, 'node')} up${booting > 0 ? ` and ${booting} booting` : ''}`
  const held = holding > 0 ? `, ${holding} of them held by ${holding === 1 ? 'a placeholder' : 'placeholders'}` : ''
  return `${users} at work, ${waiting} waiting; ${nodes}${held}`
}

/** @param speed times real time, while something happens */
export const liveShow =
  (rehearsal: Rehearsal, out: Terminal, stop: AbortSignal, speed: number): Show =>
  async (stage) => {
    const display = liveScreen(out)
    const look = () => {
      display.draw(draw({ ...pictureOf(rehearsal, stage), columns: widthOf(out), rows: heightOf(out) }, styleText))
    }
    await pace(stage, { untilMs: rehearsal.scenario.endMs, speed, stop }, look).finally(display.close)
    const time = clockTime(rehearsal)
    if (!stop.aborted) for (const turn of stage.turns) out.write(`${wrapped(sayTurn(turn, time), out)}\n`)
  }

/** What there is to draw of a rehearsal, whatever the size of the screen. */
export function pictureOf(rehearsal: Rehearsal, stage: Stage): Omit<Picture, 'columns' | 'rows'> {
  const time = clockTime(rehearsal)
  const scene = sceneOf(stage)
  return {
    scene,
    title: `${time(scene.nowMs)}  ${rehearsal.title}`,
    caption: captionAt(rehearsal, scene.nowMs),
    turns: stage.turns.map((turn) => sayTurn(turn, time)),
  }
}

/** The event that goes on or comes next, as it stands in the calendar. */
function captionAt(rehearsal: Rehearsal, nowMs: number): string {
  const time = dayTime(rehearsal)
  const event = rehearsal.events.find(({ toMs }) => nowMs < toMs)
  if (!event) return 'No more events in the calendar.'
  const { title, fromMs, toMs, description } = event
  return `Calendar: ${title}, ${time(fromMs)} to ${time(toMs)}: ${description.trim().replaceAll(/\s*\n\s*/g, '; ')}`
}
