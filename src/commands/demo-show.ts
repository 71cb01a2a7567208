import { styleText } from 'node:util'
import { block } from './demo-block.ts'
import { type Paint, screen, titleOf } from './demo-panes.ts'
import type { Scene } from './demo-scene.ts'
import { liveScreen, type Terminal } from './demo-screen.ts'

/** Where a demo is shown, whatever cluster it plays on. */
export interface Show {
  log(line: string): void
  scene(scene: Scene, caption: string): void
  /** Leaves the last picture behind. */
  end(): void
}

export interface ShowOptions {
  /** Users that fit a node. */
  readonly seats: number
  /** For the title; 0: not said. */
  readonly speed: number
}

const plain: Paint = (_, text) => text

/** Lines as they come, no escape codes: for a pipe, or for who wants to read it all. */
export const plainShow = (out: Terminal, { seats }: ShowOptions): Show => ({
  log: (line) => out.write(`${line}\n`),
  scene: (scene) => out.write(`\n${block(scene, seats)}\n`),
  end: () => undefined,
})

/** Panes that change in place, with colours where the terminal has them. */
export function liveShow(out: Terminal, { seats, speed }: ShowOptions): Show {
  const display = liveScreen(out)
  const log: string[] = []
  let last: readonly string[] = []
  return {
    log: (line) => log.push(line),
    scene: (scene, caption) => {
      const { columns = 100, rows = 30 } = out
      const frame = { scene, caption, log, seats, columns, rows, title: titleOf(scene, speed) }
      display.draw(screen(frame, (style, text) => styleText(style, text)))
      last = screen({ ...frame, rows: Number.POSITIVE_INFINITY }, plain)
    },
    end: () => {
      display.close()
      out.write(`${last.map((line) => line.trimEnd()).join('\n')}\n`)
    },
  }
}
