import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type During, isInForce, isMeant } from '../../src/domain/during.ts'

const MIDTERM = { title: 'Midterm  Data 8', pools: ['user'], startMs: 100, endMs: 200 }
const during = (titles: string[], pools: string[] = []): During => ({ titles, pools, earlyMs: 10 })

it('an event is meant by its title, however people write capitals and spaces, and by its pools', () => {
  assert.ok(isMeant(during(['Final', 'midterm data*']), MIDTERM))
  assert.ok(isMeant(during(['*'], ['lab', 'user']), MIDTERM))
  assert.ok(!isMeant(during(['Midterm']), MIDTERM))
  assert.ok(!isMeant(during(['*'], ['lab']), MIDTERM))
})

it('it is in force from so long before its beginning to its end', () =>
  assert.deepEqual(
    [89, 90, 199, 200].map((atMs) => isInForce(MIDTERM, 10, atMs)),
    [false, true, true, false],
  ))
