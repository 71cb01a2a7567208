import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Bin } from '../../../src/simulation/report/bins.ts'
import { nodesPanel, peoplePanel, topsOf, waitsPanel } from '../../../src/simulation/report/panels.ts'
import { attributesOf } from '../../charts/support.ts'
import { at, read } from '../scenario/support.ts'

const MINUTE = 60_000
const rehearsal = await read()
const bin = (time: string, more: Partial<Bin> = {}): Bin => ({
  fromMs: at(time),
  occupied: 0,
  empty: 0,
  booting: 0,
  seats: 0,
  users: 0,
  waiting: 0,
  ...more,
})

const classesOf = (markup: ReturnType<typeof nodesPanel>) => attributesOf(markup, 'path').map(({ class: name }) => name)
const countsOf = ({ markup }: ReturnType<typeof nodesPanel>) =>
  [...markup.matchAll(/text-anchor="end">([^<]*)</g)].map(([, text]) => text)

describe('the panels', () => {
  it('one scale for all policies, as high as the highest of any', () => {
    const one = [bin('08:00', { seats: 28, users: 3, occupied: 1 })]
    const other = [bin('08:00', { users: 3, waiting: 347, occupied: 9, empty: 1, booting: 3, longestMs: 390_000 })]
    assert.deepEqual(topsOf([one, other]), { people: 400, nodes: 16, waitMs: 8 * MINUTE })
    assert.deepEqual(topsOf([[]]), { people: 2, nodes: 2, waitMs: 2 * MINUTE })
  })
  it('people stand before their seats, those who wait on top of them', () => {
    const bins = [bin('08:00', { seats: 8, users: 4, waiting: 2 })]
    const markup = peoplePanel(bins, topsOf([bins]), rehearsal)
    assert.deepEqual(classesOf(markup), ['seats', 'users', 'waiting', 'seats-edge'])
    const [, users, waiting] = attributesOf(markup, 'path')
    assert.match(String(users?.d), /^M42,84L43.1,84L43.1,84L43.1,148/)
    assert.match(String(waiting?.d), /^M42,52L43.1,52L43.1,52L43.1,84/)
    assert.deepEqual(countsOf(markup), ['0', '4', '8'])
  })
  it('nodes are piled up by what they are good for', () => {
    const bins = [bin('08:00', { occupied: 1, empty: 2, booting: 1 })]
    const markup = nodesPanel(bins, topsOf([bins]), rehearsal)
    assert.deepEqual(classesOf(markup), ['occupied', 'empty', 'booting'])
    const heights = attributesOf(markup, 'path').map(({ d }) =>
      /^M42,([\d.]+).*L42,([\d.]+)Z$/.exec(String(d))?.slice(1),
    )
    assert.deepEqual(heights, [
      ['116', '148'],
      ['52', '116'],
      ['20', '52'],
    ])
  })
  it('waits are there where somebody came, and the long ones stand out', () => {
    const bins = [bin('08:00', { longestMs: 0 }), bin('08:01'), bin('08:02', { longestMs: 31_000 })]
    const markup = waitsPanel(bins, topsOf([bins]), rehearsal)
    assert.deepEqual(
      attributesOf(markup, 'rect').map(({ class: name, x, height }) => [name, x, height]),
      [
        ['prompt', 42, 2],
        ['late', 44.3, 33.1],
      ],
    )
    assert.deepEqual(countsOf(markup), ['0', '1 min', '2 min', '30 s'])
    assert.deepEqual(countsOf(waitsPanel(bins, { people: 2, nodes: 2, waitMs: 300 * MINUTE }, rehearsal)).slice(0, 3), [
      '0',
      '2.5 h',
      '5 h',
    ])
  })
})
