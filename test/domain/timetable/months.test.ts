import assert from 'node:assert/strict'
import { it } from 'node:test'
import { monthNamed } from '../../../src/domain/timetable/months.ts'

it('months are known by name, short or whole, with and without accents and dots, in several languages', () => {
  const march = ['March', 'MAR', 'Mär.', 'März', 'mars', 'marzo', 'março', 'maart', 'marca', 'března']
  assert.deepEqual(
    march.filter((name) => monthNamed(name) !== 3),
    [],
  )
  assert.deepEqual(['Januar', 'août', 'dic', 'října', 'Sept'].map(monthNamed), [1, 8, 12, 10, 9])
})

it('other words are none', () =>
  assert.deepEqual(
    ['', '3', 'Monday', 'Di', 'exam', 'constructor', 'de'].filter((word) => monthNamed(word) !== undefined),
    [],
  ))
