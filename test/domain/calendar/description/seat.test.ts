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
    ['students: 30\nseat:\n  memory: 8Gi\n  cpu: 2', { '': { students: 30 } }, { '': LARGE }],
    ['students: 30\nseat: [memory: 8Gi, cpu: 2]', { '': { students: 30 } }, { '': LARGE }],
    ['students: 30\nseat: {memory: 4Gi, cpu: 2}\nseat: {memory: 8Gi}', { '': { students: 30 } }, { '': LARGE }],
  ] as const)
    it(text, () => {
      const read = readDescription(text)
      assert.deepEqual(Object.fromEntries(read.asks), asks)
      assert.deepEqual(Object.fromEntries(read.seats ?? []), seats)
      assert.deepEqual([read.problems, read.remarks], [[], undefined])
    })

  for (const [written, said] of [
    ['memory: 8', /`8` has no unit, and is 8 bytes: `seat: \{memory: 8Gi, cpu: 2\}` would be right/],
    ['memory: much', /`much` is no amount of memory/],
    ['memory: -8Gi', /`-8Gi` is no memory at all/],
    ['memory: 100Ei', /`100Ei` is more memory than any machine has/],
    ['cpu: -1', /`-1` is no cpu at all/],
    ['cpu: 0', /`0` is no cpu at all/],
    ['cpu: 1000000', /`1000000` is more cpu than any machine has/],
    ['8Gi, 2', /`8Gi` is neither memory nor cpu/],
    ['mem: 8', /`8` has no unit/],
    ['disk: 8Gi', /`disk: 8Gi` is neither memory nor cpu/],
    ['', /names no memory and no cpu/],
  ] as const)
    it(`{${written}} costs itself alone`, () => {
      const { asks, seats, problems } = readDescription(`lab: {students: 30, seat: {${written}}}`)
      assert.deepEqual([asks.get('lab'), seats], [{ students: 30 }, undefined])
      assert.match(problems[0]?.text ?? '', said)
    })

  const RIGHT = '`seat: {memory: 8Gi, cpu: 2}` would be right'
  for (const [written, said] of [
    ['8Gi', '«seat: 8Gi»: `8Gi` has no braces'],
    ['8 GB', '«seat: 8 GB»: `8 GB` has no braces'],
    ['memory 8Gi', '«seat: memory 8Gi»: `memory 8Gi` has no braces'],
    ['memory: 8Gi, cpu: 2', '«seat: memory: 8Gi, cpu: 2»: `memory: 8Gi, cpu: 2` has no braces'],
    ['8Gi memory, 2 cpu', '«seat: 8Gi memory, 2 cpu»: `8Gi memory, 2 cpu` has no braces'],
    ['[8Gi, 2]', '«seat: {8Gi, 2}»: `8Gi` is neither memory nor cpu'],
  ] as const)
    it(`seat: ${written} names the form, on a line of its own and beside people, who count all the same`, () => {
      for (const [text, asks] of [
        [`students: 30\nseat: ${written}`, { '': { students: 30 } }],
        [`students: 30, seat: ${written}`, { '': { students: 30 } }],
        [`lab: {students: 30, seat: ${written}}`, { lab: { students: 30 } }],
        [`lab: {seat: ${written}, students: 30}`, { lab: { students: 30 } }],
      ] as const) {
        const read = readDescription(text)
        assert.deepEqual(
          [Object.fromEntries(read.asks), read.seats, read.problems.map(({ text }) => text)],
          [asks, undefined, [`${said}: ${RIGHT}`]],
          text,
        )
      }
    })
  it('seat: 8 is a number of seats where there is no other, and asked about', () => {
    const beside = readDescription('lab: {students: 30, seat: 8}')
    assert.deepEqual(
      [beside.asks.get('lab'), beside.problems[0]?.text],
      [{ students: 30 }, `«seat: 8»: \`8\` has no braces: ${RIGHT}`],
    )
    assert.deepEqual(readDescription('lab: {seat: 8}').asks.get('lab'), { seats: 8 })
    assert.match(
      readDescription('students: 30\nseat: 8').problems[0]?.text ?? '',
      /if a larger seat is meant, `seat: \{/,
    )
    assert.match(readDescription('students: 30\nseat: large').remarks?.[0]?.text ?? '', /if a larger seat is meant/)
  })
  it('prose is none', () => {
    for (const text of ['Bring your own seat: it is cold', 'Take a seat, memory lane is 8 GB away', 'seat belts'])
      assert.deepEqual(readDescription(text).problems, [])
  })
  it('seats are something else', () => {
    assert.deepEqual(seatIn('lab: {seats: 30}'), { rest: 'lab: {seats: 30}' })
    assert.equal(readDescription('seats: 30').seats, undefined)
  })
  it('is what is written, in whatever unit people write', () =>
    assert.deepEqual(readSeat('{mem=512MB; cpus=0.5}'), { at: 'seat', seat: { memory: 512e6, cpu: 500 } }))
  it('takes no time in proportion to more than the line', () => {
    for (const text of [
      'seat: {'.repeat(300),
      `seat: 8Gi${', 2 cpu'.repeat(300)}`,
      'seat: 8Gi, '.repeat(300),
      `lab: {${'seat: {a} '.repeat(200)}`,
      `{${'{a}'.repeat(600)}`,
    ])
      assert.ok(readDescription(text))
  })
})
