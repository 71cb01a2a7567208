import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDescription } from '../../../../src/domain/calendar/description/description.ts'
import { readSeat, seatIn } from '../../../../src/domain/calendar/description/seat.ts'

const GI = 2 ** 30
const LARGE = { memory: 8 * GI, cpu: 2000 }

describe('a seat in a description', () => {
  for (const [text, asks, seats] of [
    ['lab: {students: 30, seat: {memory: 8Gi, cpu: 2}}', { lab: { students: 30 } }, { lab: LARGE }],
    ['lab: {seat: {memory: 8Gi, cpu: 2}, students: 30}', { lab: { students: 30 } }, { lab: LARGE }],
    ['lab: {\n students: 30,\n seat: {memory: 8Gi, cpu: 2}\n}', { lab: { students: 30 } }, { lab: LARGE }],
    ['students: 30, seat: {cpu: 2, memory: 8 GiB}', { '': { students: 30 } }, { '': LARGE }],
    ['students: 30\nSeat: {ram: "8Gi", cores: 2000m}', { '': { students: 30 } }, { '': LARGE }],
    ['students: 30\nseat: {memory: 4Gi, cpu: 2}\nseat: {memory: 8Gi}', { '': { students: 30 } }, { '': LARGE }],
  ] as const)
    it(text, () => {
      const read = readDescription(text)
      assert.deepEqual(Object.fromEntries(read.asks), asks)
      assert.deepEqual(Object.fromEntries(read.seats ?? []), seats)
      assert.deepEqual([read.problems, read.remarks], [[], undefined])
    })

  for (const [written, said] of [
    ['memory: 8', /`8` is no amount of memory: `seat: \{memory: 8Gi, cpu: 2\}` would be right/],
    ['memory: much', /`much` is no amount of memory/],
    ['memory: 100Ei', /no amount of memory/],
    ['cpu: -1', /`-1` is no amount of cpu/],
    ['disk: 8Gi', /`disk: 8Gi` is neither memory nor cpu/],
    ['', /names no memory and no cpu/],
  ] as const)
    it(`{${written}} costs itself alone`, () => {
      const { asks, seats, problems } = readDescription(`lab: {students: 30, seat: {${written}}}`)
      assert.deepEqual([asks.get('lab'), seats], [{ students: 30 }, undefined])
      assert.match(problems[0]?.text ?? '', said)
    })

  it('seats are something else', () => {
    assert.deepEqual(seatIn('lab: {seats: 30}'), { rest: 'lab: {seats: 30}' })
    assert.equal(readDescription('seats: 30').seats, undefined)
  })
  it('is what is written, in whatever unit people write', () =>
    assert.deepEqual(readSeat('mem=512MB; cpus=0.5'), { at: 'seat', seat: { memory: 512e6, cpu: 500 } }))
  it('takes no time in proportion to more than the line', () => {
    for (const text of ['seat: {'.repeat(300), `lab: {${'seat: {a} '.repeat(200)}`, `{${'{a}'.repeat(600)}`])
      assert.ok(readDescription(text))
  })
})
