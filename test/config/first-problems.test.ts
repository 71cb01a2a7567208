import assert from 'node:assert/strict'
import { it } from 'node:test'
import { firstProblems, MOST_PROBLEMS } from '../../src/config/first-problems.ts'
import { problem } from '../../src/domain/problem.ts'

const problems = (count: number) => Array.from({ length: count }, (_, n) => problem(`pools.${n}`, 'is wrong'))

it('a hundred problems are all said', () => {
  assert.deepEqual(firstProblems(problems(MOST_PROBLEMS)), problems(MOST_PROBLEMS))
})

it('of more the first are, and how many more there are', () => {
  const said = firstProblems(problems(MOST_PROBLEMS + 7))
  assert.deepEqual(said.slice(0, -1), problems(MOST_PROBLEMS))
  assert.deepEqual(said.at(-1), problem('config', '7 more problems are not listed'))
})
