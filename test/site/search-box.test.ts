import assert from 'node:assert/strict'
import { it } from 'node:test'
import { searchBoxForEverybody } from '../../site/search-box.ts'

it('a search box that is written in another way ends the build, and says what to look at', () =>
  assert.throws(
    () => searchBoxForEverybody.transform('<div role="dialog">', '/theme/VPLocalSearchBox.vue'),
    /no longer has .*; see whether a screen reader still needs it changed, in site\/search-box\.ts/,
  ))

it('other components are left alone', () =>
  assert.equal(searchBoxForEverybody.transform('<div role="button">', '/theme/VPNav.vue'), undefined))
