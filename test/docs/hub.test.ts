/** docs/hub.md: its values are such as the charts take, and are those of the examples. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { refusedByHub } from '../examples/hub-keys.ts'
import { CLOUDS, hubOn } from '../support/hubs/examples.ts'
import { fenced, read } from './support.ts'

const PAGE = 'docs/hub.md'
const text = read(PAGE)
const blocks = fenced(text, 'yaml').map((block) => load(block) as object)

describe(PAGE, () => {
  it('shows values of the hub that its chart takes', () => {
    assert.ok(blocks.length > 0)
    for (const block of blocks) assert.deepEqual(refusedByHub(block), [])
  })

  it('shows what the examples say', () => {
    for (const cloud of CLOUDS)
      for (const block of blocks) assert.partialDeepStrictEqual(hubOn(cloud).jupyterhub, block, cloud)
  })

  it('leads to every file of every example', () => {
    for (const cloud of CLOUDS)
      for (const file of hubOn(cloud).files)
        assert.ok(text.includes(`(../examples/hubs/${cloud}/${file})`), `${cloud}/${file}`)
  })
})
