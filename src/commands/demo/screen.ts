/** What of a terminal the demo needs; `process.stdout` is one. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  write(text: string): unknown
}

/** Lines that nobody reads at a terminal are not broken; a terminal that does not know its size has the usual one. */
export const widthOf = ({ isTTY, columns }: Terminal): number => (isTTY ? columns || 80 : Number.POSITIVE_INFINITY)
export const heightOf = ({ rows }: Terminal): number => rows || 24

const CSI = '\u001b['
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}2J`
const LEAVE = `${CSI}?25h${CSI}?1049l`

/**
 * Draws in place, on the terminal's other screen: what stood there before comes back afterwards, also when the demo is
 * broken off.
 */
export function liveScreen(out: Terminal): { draw(lines: readonly string[]): void; close(): void } {
  let open = true
  const close = () => {
    if (open) out.write(LEAVE)
    open = false
  }
  out.write(ENTER)
  process.once('exit', close)
  return {
    // Line by line over what is there, so that nothing flickers.
    draw: (lines) => out.write(`${CSI}H${lines.map((line) => `${line}${CSI}K`).join('\n')}${CSI}J`),
    close: () => {
      close()
      process.removeListener('exit', close)
    },
  }
}
