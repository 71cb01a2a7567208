import assert from 'node:assert/strict'
import { it } from 'node:test'
import { loopbackRange, loopbackRangeIsHere } from './loopback.ts'

const skip = !(await loopbackRangeIsHere()) && 'this system has 127.0.0.1 alone'

it('clusters at the same time get ranges of their own, none of them that of localhost', { skip }, async () => {
  const ranges = await Promise.all(Array.from({ length: 20 }, loopbackRange))
  try {
    assert.equal(new Set(ranges.map(({ cidr }) => cidr)).size, ranges.length)
    for (const { cidr } of ranges) assert.match(cidr, /^127\.(1[6-9]|[2-9]\d|1\d\d|2[0-4]\d|250)\.0\.0\/16$/)
  } finally {
    await Promise.all(ranges.map(({ release }) => release()))
  }
})
