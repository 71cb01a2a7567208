import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Earlier, earlierIn, goingOn } from '../../src/recording/earlier.ts'
import { HEADER } from '../../src/recording/trace-text.ts'
import { at } from '../support/time.ts'
import { visit } from './support.ts'

const DONE = '2026-03-24T09:00:00Z,v1,user,200m,2Gi,600\n'
const KEPT = `${HEADER}\n# recorded from 2026-03-24T09:00:00Z\n${DONE}`
const OPEN = ['2026-03-24T09:10:00Z,v2,user,200m,2Gi,', '2026-03-24T09:20:00Z,v3,user,200m,2Gi,']
const TEXT = `${KEPT}${OPEN.join('\n')}\n# recorded until 2026-03-24T10:00:00Z\n`

function earlier(text: string): Earlier {
  const found = earlierIn(text)
  assert.ok(found)
  return found
}

describe('what an earlier recording left', () => {
  it('visits that went on are at its end, and apart', () => {
    assert.deepEqual(earlier(TEXT), {
      kept: KEPT,
      visits: 1,
      last: 3,
      open: OPEN,
      isTorn: false,
      fromMs: at('09:00'),
      untilMs: at('10:00'),
    })
  })

  it('without any everything is kept', () => {
    const text = `${KEPT}# recorded until 2026-03-24T10:00:00Z\n# recorded from 2026-03-24T11:00:00Z\n${DONE}`
    const { kept, visits, open } = earlier(text)
    assert.deepEqual([kept, visits, open], [text, 2, []])
  })

  it('a line that was cut off in the middle is not kept', () => {
    const { kept, isTorn, visits } = earlier(`${KEPT}2026-03-24T09:30:00Z,v2,us`)
    assert.deepEqual([kept, isTorn, visits], [KEPT, true, 1])
  })

  it('an empty file is a new one, and another file is none', () => {
    assert.equal(earlier('').kept, '')
    assert.equal(earlierIn('who,when\n'), undefined)
    assert.equal(earlierIn('nodePools: {}\n'), undefined)
  })

  it("in a pod's log what was said on stderr is a remark like others", () => {
    const { kept, open, untilMs } = earlier(`# records the servers\n${TEXT}# 3 visits, 2 of them still there\n`)
    assert.deepEqual([kept, open, untilMs], [`# records the servers\n${KEPT}`, OPEN, at('10:00')])
  })

  it('as a spreadsheet saves it', () => {
    assert.equal(earlier(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}`).open.length, 2)
  })
})

describe('who went on when it ended', () => {
  it('and is there still is left to the new one; the others ended with the earlier', () => {
    const { lines, visits } = goingOn(earlier(TEXT), [visit('09:20')])
    assert.deepEqual(lines, ['2026-03-24T09:10:00Z,v2,user,200m,2Gi,3000', '# recorded until 2026-03-24T10:00:00Z'])
    assert.equal(visits, 1)
  })

  it('two of one second, pool and size, of whom one is there, are one of each', () => {
    const twins = `${KEPT}${OPEN[0]}\n${OPEN[0]?.replace('v2', 'v3')}\n# recorded until 2026-03-24T10:00:00Z\n`
    assert.equal(goingOn(earlier(twins), [visit('09:10')]).visits, 1)
    assert.equal(goingOn(earlier(twins), [visit('09:10'), visit('09:10')]).visits, 0)
    assert.equal(goingOn(earlier(twins), [visit('09:11')]).visits, 2)
  })

  it('nobody: nothing is written', () => {
    assert.deepEqual(goingOn(earlier(KEPT), [visit('09:20')]), { lines: [], visits: 0 })
  })
})
