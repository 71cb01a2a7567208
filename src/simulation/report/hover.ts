import { sayWait } from '../../domain/duration.ts'
import type { Rehearsal } from '../scenario/read.ts'
import type { Bin } from './drawing/bins.ts'
import type { Drawn } from './drawing/drawn.ts'
import { layoutFor } from './drawing/layout.ts'
import { dayTime } from './drawing/times.ts'

const HINT = 'Point at a chart to read its numbers.'

/** For the line under the pointer. */
export function hoverData(drawn: readonly Drawn[], rehearsal: Rehearsal) {
  const time = dayTime(rehearsal)
  const { width, left, right } = layoutFor(rehearsal.scenario)
  const played = drawn.filter(({ outcome }) => outcome.samples.length > 0)
  const times = played[0]?.bins.map(({ fromMs }) => time(fromMs)) ?? []
  return { width, plot: { left, right }, hint: HINT, times, policies: played.map(({ bins }) => bins.map(sayBin)) }
}

const sayBin = ({ users, waiting, seats, occupied, empty, booting, longestMs }: Bin): string =>
  [
    `${users} at work`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    `${seats} seats`,
    `nodes ${occupied} + ${empty} empty${booting > 0 ? ` + ${booting} booting` : ''}`,
    ...(longestMs === undefined ? [] : [`longest wait ${sayWait(longestMs)}`]),
  ].join(' · ')

/** Runs in the reader's browser: a line through all charts at the pointer, and what stood there. No network. */
export const HOVER = `
const data = JSON.parse(document.getElementById('data').textContent)
const columns = [...document.querySelectorAll('.policy:has(svg)')]
const show = (index) => columns.forEach((column, one) => {
  const x = data.plot.left + (data.plot.right - data.plot.left) * (index + 0.5) / data.times.length
  for (const line of column.querySelectorAll('.cursor')) { line.setAttribute('x1', x); line.setAttribute('x2', x) }
  column.classList.add('pointed')
  column.querySelector('.readout').textContent = data.times[index] + '  ' + data.policies[one][index]
})
const hide = () => columns.forEach((column) => {
  column.classList.remove('pointed')
  column.querySelector('.readout').textContent = data.hint
})
hide()
for (const svg of document.querySelectorAll('.policy svg')) {
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width * data.width
    const share = (x - data.plot.left) / (data.plot.right - data.plot.left)
    if (share < 0 || share >= 1) return hide()
    show(Math.floor(share * data.times.length))
  })
  svg.addEventListener('pointerleave', hide)
}
`
